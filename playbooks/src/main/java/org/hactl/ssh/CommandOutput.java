package org.hactl.ssh;

/** How a command on a host ended. {@code exit} is -1 where a signal killed it. */
public record CommandOutput(int exit, String out, String err) {
  public boolean ok() {
    return exit == 0;
  }

  /** The command's output: standard error if there is any, otherwise standard output, trimmed. */
  public String said() {
    return (err.isBlank() ? out : err).strip();
  }
}
