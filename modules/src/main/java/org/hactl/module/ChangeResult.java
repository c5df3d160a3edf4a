package org.hactl.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one change went. */
public record ChangeResult(Change change, @Nullable ModuleException error) {
  public static ChangeResult ok(Change change) {
    return new ChangeResult(change, null);
  }

  /** Changes that all failed for one reason, none of them having been tried. */
  public static List<ChangeResult> failed(List<Change> changes, ModuleException error) {
    return changes.stream().map(change -> new ChangeResult(change, error)).toList();
  }
}
