package org.hactl.cli.text;

import java.util.List;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.Fleet.Restart;

/** The output of {@code hactl agent restart}: a line for each host. */
public final class RestartText {
  private RestartText() {}

  /** The lines of one host, with a newline at the end. */
  public static String of(Answer<Restart> answer) {
    Restart how = answer.value();
    if (how != null) {
      return answer.host()
          + switch (how) {
            case HANDED_OVER -> "  restarted; the new process took its roles over\n";
            case KILLED ->
                "  killed and started again: the agent that ran could not hand its roles over;"
                    + " hactl events shows whether there was a failover\n";
          };
    }
    return answer.failure() == null
        ? answer.host() + "  no agent: hactl apply installs it\n"
        : UnansweredText.text(List.of(answer));
  }
}
