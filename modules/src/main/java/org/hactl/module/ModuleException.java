package org.hactl.module;

import org.jspecify.annotations.Nullable;

/**
 * A module could not observe or change something. The message says what was being done, to what,
 * what the system answered and what to do next; the host is added by whoever knows it.
 */
public final class ModuleException extends Exception {
  public ModuleException(String message) {
    super(message);
  }

  public ModuleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
