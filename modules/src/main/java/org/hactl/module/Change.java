package org.hactl.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan.
 *
 * @param fields the fields that differ, for a diff and the event journal; never a secret
 * @param desired the resource as wanted, null for {@link Action#DELETE}
 * @param take the entry to write to the ownership journal <em>before</em> the change is applied, so
 *     that a crash between the two leaves no resource without an entry; null if the journal's entry
 *     stays as it is. A successful {@link Action#DELETE} releases ownership.
 */
public record Change(
    ResourceId id,
    Action action,
    List<FieldChange> fields,
    @Nullable Resource desired,
    @Nullable Owned take) {
  public Change {
    fields = List.copyOf(fields);
  }
}
