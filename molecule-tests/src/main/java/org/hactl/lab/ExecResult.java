package org.hactl.lab;

/**
 * How a command ended.
 *
 * @param exit its exit status; 128 + the signal's number if a signal ended it
 * @param out its whole standard output, as UTF-8
 * @param err its whole standard error, as UTF-8
 */
public record ExecResult(int exit, String out, String err) {
  /** Whether the command ended with status 0. */
  public boolean ok() {
    return exit == 0;
  }

  /** This result, with more words at the end of its standard error. */
  ExecResult saying(String words) {
    return new ExecResult(exit, out, err.isBlank() ? words : err.strip() + "\n" + words);
  }

  /** Standard output without the white space around it. */
  public String text() {
    return out.strip();
  }

  /**
   * This result, if the command succeeded.
   *
   * @param doing the action that the command was part of, for the error message
   * @throws LabException with the command's output if it failed
   */
  public ExecResult orThrow(String doing) {
    if (ok()) {
      return this;
    }
    String said = (err.isBlank() ? out : err).strip();
    throw new LabException(
        "%s failed with status %d%s".formatted(doing, exit, said.isEmpty() ? "" : ": " + said));
  }
}
