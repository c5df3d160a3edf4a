package org.hactl.api;

import java.util.List;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;

/** A change as a diff prints it. */
public record ChangeView(ResourceId id, Action action, List<FieldChange> fields) {
  public ChangeView {
    fields = List.copyOf(fields);
  }
}
