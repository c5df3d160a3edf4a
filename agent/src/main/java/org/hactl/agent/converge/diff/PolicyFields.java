package org.hactl.agent.converge.diff;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdPath;
import org.hactl.bfd.model.BfdTiming;
import org.hactl.host.CapacitySpec;
import org.hactl.host.Quorum;
import org.hactl.host.SlowStart;
import org.hactl.host.SorryServer;
import org.hactl.host.TrackerSpec;
import org.hactl.linux.net.InetAddresses;

/** The fields of trackers, BFD sessions and what services need. Pure. */
final class PolicyFields {
  private PolicyFields() {}

  static Map<String, String> of(TrackerSpec tracker) {
    SiteFields words = new SiteFields();
    switch (tracker) {
      case TrackerSpec.Interface each ->
          words
              .put("interface", each.interfaceName())
              .putMillis("interface.up_delay", each.upDelayMillis())
              .putMillis("interface.down_delay", each.downDelayMillis());
      case TrackerSpec.Script each ->
          words
              .put("script", SiteFields.words(each.command()))
              .put("script.user", each.user())
              .putMillis("script.interval", each.intervalMillis())
              .putMillis("script.timeout", each.timeoutMillis())
              .put("script.rise", each.rise())
              .put("script.fall", each.fall())
              .put("script.initially", each.initiallyUp() ? "up" : "down");
      case TrackerSpec.File each ->
          words.put("file", each.path()).put("file.initial", each.initial());
      case TrackerSpec.Process each -> process(words, each);
      case TrackerSpec.Bfd each -> words.put("bfd", each.session());
      case TrackerSpec.Service each ->
          words
              .put("service", each.service())
              .put("service.quorum", each.quorum() == 0 ? "its own" : each.quorum());
    }
    return words.fields();
  }

  private static void process(SiteFields words, TrackerSpec.Process process) {
    words
        .put("process", process.process())
        .putAll(
            "process.arguments",
            process.arguments(),
            argument -> SiteFields.words(List.of(argument)))
        .put("process.quorum", process.quorum())
        .put("process.quorum_max", bound(process.quorumMax()))
        .putMillis("process.up_delay", process.upDelayMillis())
        .putMillis("process.down_delay", process.downDelayMillis());
  }

  private static String bound(int quorumMax) {
    return quorumMax == Integer.MAX_VALUE ? "any" : String.valueOf(quorumMax);
  }

  static Map<String, String> of(CapacitySpec capacity) {
    Quorum quorum = capacity.quorum();
    SorryServer sorry = capacity.sorry();
    SlowStart slowStart = capacity.slowStart();
    return new SiteFields()
        .put("quorum", quorum == null ? null : quorum.text())
        .put("sorry_server", sorry == null ? null : sorry(sorry))
        .put("all_down", capacity.whenAllDown().name().toLowerCase(Locale.ROOT))
        .put("slow_start", slowStart == null ? null : slowStart(slowStart))
        .putHooks("notify", capacity.hooks())
        .fields();
  }

  private static String slowStart(SlowStart slowStart) {
    return "over %s from %d%%"
        .formatted(SiteFields.duration(slowStart.overMillis()), slowStart.fromPercent());
  }

  private static String sorry(SorryServer sorry) {
    return sorry.text()
        + " "
        + sorry.forward().name().toLowerCase(Locale.ROOT)
        + (sorry.inhibit() ? " inhibit" : "");
  }

  static Map<String, String> of(BfdConfig session) {
    BfdPath path = session.path();
    BfdTiming timing = session.timing();
    InetAddress source = path.source();
    return new SiteFields()
        .put("neighbour", InetAddresses.format(path.neighbour()))
        .put("source", source == null ? null : InetAddresses.format(source))
        .put("interface", path.interfaceName())
        .put("min_rx", SiteFields.duration(timing.minRx()))
        .put("min_tx", SiteFields.duration(timing.minTx()))
        .put("idle_tx", SiteFields.duration(timing.idleTx()))
        .put("multiplier", timing.multiplier())
        .put("passive", session.passive())
        .put("multihop", path.multihop())
        .put("ttl", session.ttl())
        .put("min_ttl", session.minTtl())
        .fields();
  }
}
