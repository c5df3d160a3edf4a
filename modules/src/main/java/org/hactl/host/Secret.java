package org.hactl.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A value that only the agent gets; its text form, as in logs, hides the value. */
record Secret(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  Secret {}

  @Override
  public String toString() {
    return "(secret)";
  }
}
