package org.hactl.module.command;

import org.hactl.module.ModuleException;

/** A program is not on this host, or cannot be run. */
public final class NoProgramException extends ModuleException {
  public NoProgramException(String message) {
    super(message);
  }

  public NoProgramException(String message, NoProgramException cause) {
    super(message, cause);
  }
}
