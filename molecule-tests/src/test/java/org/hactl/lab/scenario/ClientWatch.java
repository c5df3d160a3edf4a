package org.hactl.lab.scenario;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the client sees from {@link #begin} to {@link #end}: curl opens a new connection to a VIP
 * every 40 ms, and tcpdump shows every VRRP packet on the wire.
 */
final class ClientWatch {
  private static final String BEGIN =
      """
      # A scenario that failed may have left its watch.
      [ ! -e /tmp/watch.pids ] || kill $(cat /tmp/watch.pids) 2>/dev/null
      rm -f /tmp/watch.*
      nohup tcpdump -i eth0 -nn -l -tt ip proto 112 >/tmp/watch.vrrp 2>/dev/null </dev/null & echo $! >/tmp/watch.pids
      nohup curl -s --rate 25/s -m 3 -o /dev/null -H 'Connection: close' \
        -w '%%{stderr}%%{http_code} %%{errormsg}\\n' 'http://%s/?[1-1000000]' \
        >/dev/null 2>/tmp/watch.requests </dev/null & echo $! >>/tmp/watch.pids
      until [ "$(wc -l </tmp/watch.requests)" -ge 3 ]; do sleep 0.1; done
      """;

  /**
   * A request that still waits for its answer counts, too, but not a line that the kill has cut.
   */
  private static final String END =
      """
      sent=$(wc -l </tmp/watch.requests)
      until [ "$(wc -l </tmp/watch.requests)" -gt $((sent + 2)) ]; do sleep 0.1; done
      kill $(cat /tmp/watch.pids)
      rm /tmp/watch.pids
      head -n "$(wc -l </tmp/watch.requests)" /tmp/watch.requests
      """;

  private static final Pattern SENDER = Pattern.compile("IP (\\S+) > \\S+: VRRP");

  private final ScenarioLab lab;

  /**
   * @param answers the HTTP status of each request, and what curl says of an error
   * @param senders the addresses that sent VRRP packets
   */
  record Seen(List<String> answers, Set<String> senders) {
    Seen {
      answers = List.copyOf(answers);
      senders = Set.copyOf(senders);
    }

    List<String> lost() {
      return answers.stream().filter(answer -> !answer.startsWith("200 ")).toList();
    }
  }

  private ClientWatch(ScenarioLab lab) {
    this.lab = lab;
  }

  static ClientWatch begin(ScenarioLab lab) {
    return begin(lab, ScenarioLab.VIP);
  }

  static ClientWatch begin(ScenarioLab lab, String vip) {
    lab.read("client", BEGIN.formatted(vip));
    return new ClientWatch(lab);
  }

  /** Ends the watch, and prints what became of the requests. */
  Seen end() {
    List<String> answers = lab.read("client", END).lines().map(line -> line + " ").toList();
    Matcher senders = SENDER.matcher(lab.read("client", "cat /tmp/watch.vrrp"));
    Seen seen =
        new Seen(
            answers,
            senders
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new)));
    System.out.printf(
        "  scenario: %d of %d requests lost; VRRP from %s%n",
        seen.lost().size(), answers.size(), seen.senders());
    return seen;
  }
}
