package org.hactl.lab.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who says on the wire that it has the VIP, and whether a packet to the VIP goes round, from {@link
 * #begin} to {@link #end}. The client forgets the VIP's neighbour again and again, so that it asks
 * all the time.
 */
final class VipWatch {
  /** A client's packet starts with 64, and the one hop from a director to a real server takes 1. */
  private static final int LOWEST_TTL = 62;

  private static final String VIP_AS_SENDER = "arp[14:4] = 0xc0a800fe";

  private static final String BEGIN_CLIENT =
      """
      [ ! -e /tmp/vip.pids ] || kill $(cat /tmp/vip.pids) 2>/dev/null
      rm -f /tmp/vip.*
      nohup tcpdump -i eth0 -nn -e -l '%s' >/tmp/vip.arp 2>/dev/null </dev/null & echo $! >/tmp/vip.pids
      nohup sh -c 'while :; do ip neigh flush to %s; sleep 0.3; done' >/dev/null 2>&1 </dev/null & echo $! >>/tmp/vip.pids
      """
          .formatted(VIP_AS_SENDER, ScenarioLab.VIP);

  private static final String BEGIN_DIRECTOR =
      """
      [ ! -e /tmp/vip.pids ] || kill $(cat /tmp/vip.pids) 2>/dev/null
      rm -f /tmp/vip.*
      nohup tcpdump -i eth0 -nn -l 'dst host %s and tcp and ip[8] < %d' >/tmp/vip.round 2>/dev/null </dev/null & echo $! >/tmp/vip.pids
      """
          .formatted(ScenarioLab.VIP, LOWEST_TTL);

  private static final String END = "kill $(cat /tmp/vip.pids); rm /tmp/vip.pids; cat /tmp/vip.%s";

  private static final Pattern SOURCE = Pattern.compile("^\\S+ ([0-9a-f:]{17}) > ");

  private final ScenarioLab lab;
  private final List<String> directors;
  private final Map<String, String> byMac = new HashMap<>();

  /**
   * @param holders the hosts that said that they have the VIP, each once until another one did
   * @param round the packets to the VIP that were forwarded more than once
   */
  record Seen(List<String> holders, List<String> round) {
    Seen {
      holders = List.copyOf(holders);
      round = List.copyOf(round);
    }
  }

  private VipWatch(ScenarioLab lab, List<String> directors) {
    this.lab = lab;
    this.directors = directors;
  }

  /** Watches until {@link #end} the directors that will stay on, and the client. */
  static VipWatch begin(ScenarioLab lab, List<String> directors) {
    VipWatch watch = new VipWatch(lab, directors);
    for (String host : List.of("lvs1", "lvs2", "web1", "web2")) {
      watch.byMac.put(lab.read(host, "cat /sys/class/net/eth0/address").strip(), host);
    }
    directors.forEach(director -> lab.read(director, BEGIN_DIRECTOR));
    lab.read("client", BEGIN_CLIENT);
    return watch;
  }

  Seen end() {
    List<String> holders = new ArrayList<>();
    for (String line : lab.read("client", END.formatted("arp")).lines().toList()) {
      var source = SOURCE.matcher(line);
      if (source.find()) {
        String host = byMac.getOrDefault(source.group(1), source.group(1));
        if (holders.isEmpty() || !holders.getLast().equals(host)) {
          holders.add(host);
        }
      }
    }
    List<String> round =
        directors.stream()
            .flatMap(director -> lab.read(director, END.formatted("round")).lines())
            .toList();
    System.out.printf(
        "  scenario: the VIP was on %s; %d packets went round%n", holders, round.size());
    return new Seen(holders, round);
  }
}
