package org.hactl.module;

import org.jspecify.annotations.Nullable;

/**
 * The process that does the work for this one could not be asked, or ended before it had answered.
 * It says nothing about the work itself.
 */
public final class UnreachableException extends ModuleException {
  public UnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
