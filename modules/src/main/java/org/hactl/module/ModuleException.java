package org.hactl.module;

import org.jspecify.annotations.Nullable;

/**
 * A module could not observe or change a resource. The message says which operation failed, on
 * which object, what the system answered and what to do next. The caller adds the host's name.
 */
public class ModuleException extends Exception {
  public ModuleException(String message) {
    super(message);
  }

  public ModuleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
