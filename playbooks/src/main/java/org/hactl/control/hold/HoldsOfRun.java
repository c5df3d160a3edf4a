package org.hactl.control.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hactl.host.Hold;
import org.hactl.host.Holds;

/**
 * The holds that a plan or an apply meets on its hosts. Hosts tell them on several threads at the
 * same time.
 *
 * @param byHost what each host told with its plan
 * @param directors the directors among the hosts of the run
 */
public record HoldsOfRun(Map<String, Holds> byHost, List<String> directors) {
  public HoldsOfRun(List<String> directors) {
    this(new TreeMap<>(), List.copyOf(directors));
  }

  /** A host tells its holds; of several times the last one counts. */
  public void told(String host, List<Hold> holds) {
    synchronized (byHost) {
      byHost.put(host, Holds.of(holds));
    }
  }

  /** What the hosts told so far. */
  public SiteHolds seen() {
    synchronized (byHost) {
      return SiteHolds.of(new TreeMap<>(byHost), directors);
    }
  }

  /** The words that each host lacks, by host; only hosts that lack some and told their holds. */
  public Map<String, List<Hold>> lacking() {
    SiteHolds seen = seen();
    Map<String, List<Hold>> lacking = new TreeMap<>();
    seen.byHost()
        .keySet()
        .forEach(host -> {
          List<Hold> words = seen.lacking(host);
          if (!words.isEmpty()) {
            lacking.put(host, words);
          }
        });
    return lacking;
  }

  /** In the form {@code lvs2: drain web1, end of drain web2}, with a prefix. */
  public static List<String> text(String prefix, Map<String, List<Hold>> words) {
    List<String> text = new ArrayList<>();
    words.forEach((host, holds) ->
        text.add(
            holds.stream()
                .map(hold -> (hold.inForce() ? "" : "end of ") + hold.subject())
                .collect(Collectors.joining(", ", prefix + " " + host + ": ", ""))));
    return text;
  }
}
