package org.hactl.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one change.
 *
 * @param error why the change failed; null if it did not
 * @param learnt the entry for the ownership journal if only the change showed what has to be
 *     remembered, in the place of {@link Change#take}; null for none. A crash before it is written
 *     loses it
 */
public record ChangeResult(Change change, @Nullable ModuleException error, @Nullable Owned learnt) {
  /** A result that leaves the journal's entry as it is. */
  public ChangeResult(Change change, @Nullable ModuleException error) {
    this(change, error, null);
  }

  public static ChangeResult ok(Change change) {
    return new ChangeResult(change, null);
  }

  /** The results of changes that were not tried because of one error. */
  public static List<ChangeResult> failed(List<Change> changes, ModuleException error) {
    return changes.stream().map(change -> new ChangeResult(change, error)).toList();
  }
}
