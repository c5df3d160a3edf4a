package org.hactl.ssh;

/** How a command on a host ended. {@code exit} is -1 where a signal killed it. */
public record Output(int exit, String out, String err) {
  public boolean ok() {
    return exit == 0;
  }

  /** What it said, whichever stream it chose: its error stream first, without blank ends. */
  public String said() {
    return (err.isBlank() ? out : err).strip();
  }
}
