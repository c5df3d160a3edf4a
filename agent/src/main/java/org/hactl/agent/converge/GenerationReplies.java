package org.hactl.agent.converge;

import java.io.IOException;
import org.hactl.api.Reply;

/** The refusals of {@link Generations}. */
final class GenerationReplies {
  private GenerationReplies() {}

  /** The answer to a client while another one's apply or rollback runs. */
  static Reply.Failed busy() {
    return new Reply.Failed(
        "busy", "another apply or rollback is running on this host; try again when it has ended");
  }

  static Reply.Failed unknown(long number) {
    return new Reply.Failed(
        Reply.Failed.NO_SUCH_GENERATION,
        "generation "
            + number
            + " does not wait for a confirmation on this host: it was rolled back, or never was on"
            + " this host. Apply again.");
  }

  static Reply.Failed confirmed(long number) {
    return new Reply.Failed(
        Reply.Failed.CONFIRMED,
        "generation %d is confirmed on this host, and does not wait any more".formatted(number));
  }

  static String unwritable(IOException e) {
    return "cannot write the state folder: " + e.getMessage();
  }

  static Reply.Failed notOnDisk(long number, IOException e) {
    return new Reply.Failed(
        "disk", "generation " + number + " cannot be confirmed on disk: " + e.getMessage());
  }
}
