package org.hactl.agent.takeover;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.hactl.agent.engines.EngineState;

/** What the two processes say to each other, in this order. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Message.Ask.class, name = "ask"),
  @JsonSubTypes.Type(value = Message.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = Message.Quiet.class, name = "quiet"),
  @JsonSubTypes.Type(value = Message.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Message.State.class, name = "state"),
  @JsonSubTypes.Type(value = Message.Taken.class, name = "taken"),
  @JsonSubTypes.Type(value = Message.Yours.class, name = "yours"),
})
sealed interface Message {
  /** Raise this number when the state of the engines gets another meaning. */
  int PROTOCOL = 1;

  /**
   * New to old: a process wants to take over.
   *
   * @param pid its number
   * @param image the digest of its runtime image
   */
  record Ask(int protocol, long pid, String image) implements Message {}

  /** Old to new: it goes on itself. */
  record Refused(String why) implements Message {}

  /** Old to new: the state folder and the host stay as they are; the roles are still its own. */
  record Quiet() implements Message {}

  /** New to old: it has read the state folder and can start its engines. */
  record Ready() implements Message {}

  /** Old to new: its engines stand still in this state. */
  record State(EngineState engines) implements Message {}

  /** New to old: it has the roles and has advertised. */
  record Taken() implements Message {}

  /** Old to new: it ends, whatever happens. */
  record Yours() implements Message {}
}
