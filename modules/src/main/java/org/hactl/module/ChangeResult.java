package org.hactl.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of one change. */
public record ChangeResult(Change change, @Nullable ModuleException error) {
  public static ChangeResult ok(Change change) {
    return new ChangeResult(change, null);
  }

  /** The results of changes that were not tried because of one error. */
  public static List<ChangeResult> failed(List<Change> changes, ModuleException error) {
    return changes.stream().map(change -> new ChangeResult(change, error)).toList();
  }
}
