package org.hactl.module;

import org.jspecify.annotations.Nullable;

/** How one change went. */
public record ChangeResult(Change change, @Nullable ModuleException error) {
  public static ChangeResult ok(Change change) {
    return new ChangeResult(change, null);
  }
}
