package org.hactl.site.shape;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.host.VirtualRouterSpec.Conduct;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;

/** The keys of a virtual router for choices on which implementations and RFCs differ. */
final class ProtocolOptionKeys {
  private static final Duration MAX_HOLD = Duration.ofHours(1);

  private final Key<Integer> downTimerAdverts;
  private final Key<Duration> startupDelay;
  private final Key<Duration> bootDelay;
  private final Key<Duration> forwardingDelay;
  private final Key<Optional<Boolean>> answerLower;
  private final Key<Boolean> tellHigher;
  private final Key<Boolean> pseudoHeader;
  private final Key<Boolean> discardOtherAddresses;
  private final Key<Boolean> strict;

  ProtocolOptionKeys(Fields f) {
    Conduct usual = Conduct.DEFAULT;
    Shape<Duration> hold = Shape.duration(Duration.ZERO, MAX_HOLD);
    downTimerAdverts =
        f.optional(
            "down_timer_adverts",
            Shape.integer(1, 100),
            usual.downTimerAdverts(),
            "How many advertisements in a row must be missed before a backup takes over");
    startupDelay =
        f.optional(
            "startup_delay",
            hold,
            Duration.ZERO,
            "How long the router neither listens nor sends after the agent has started");
    bootDelay =
        f.optional(
            "boot_delay",
            hold,
            Duration.ZERO,
            "The same, counted from the start of the system; the later of the two ends counts");
    forwardingDelay =
        f.optional(
            "forwarding_delay",
            hold,
            Duration.ZERO,
            "How long the router waits at most, after a start or when its interface comes up, for a first frame from another device before its down timer starts");
    answerLower =
        f.optional(
            "answer_lower_priority",
            Shape.bool(),
            "Whether a master answers an advertisement of lower priority at once (RFC 9568); RFC"
                + " 3768 and 5798 ignore it");
    tellHigher =
        f.optional(
            "tell_higher_priority",
            Shape.bool(),
            usual.tellHigher(),
            "Whether a master that gives way advertises once more, so that the new master announces the addresses again");
    pseudoHeader =
        f.optional(
            "checksum",
            Shape.choice(words("pseudo_header", "plain")),
            usual.pseudoHeader(),
            "The checksum of sent version 3 advertisements over IPv4, with or without the pseudo-header; both are accepted");
    discardOtherAddresses =
        f.optional(
            "address_mismatch",
            Shape.choice(words("discard", "report")),
            usual.discardOtherAddresses(),
            "What happens to an advertisement with other addresses than those of the site");
    strict =
        f.optional(
            "strict",
            Shape.bool(),
            usual.strict(),
            "Whether the router keeps to the letter of the RFC; settings that contradict it are errors");
  }

  /** The keys that later checks may point at. */
  List<Key<?>> keys() {
    return List.of(
        downTimerAdverts,
        startupDelay,
        bootDelay,
        forwardingDelay,
        answerLower,
        tellHigher,
        pseudoHeader,
        discardOtherAddresses,
        strict);
  }

  /** RFC 3768 section 6.4.3 ignores a lower priority, RFC 9568 section 6.4.3 answers it. */
  Conduct of(Values v, int version) {
    return new Conduct(
        v.get(downTimerAdverts),
        v.get(answerLower).orElse(!v.get(strict) || version == 3),
        v.get(tellHigher),
        v.get(pseudoHeader),
        v.get(discardOtherAddresses),
        v.get(strict),
        v.get(startupDelay).toMillis(),
        v.get(bootDelay).toMillis(),
        v.get(forwardingDelay).toMillis());
  }

  private static Map<String, Boolean> words(String yes, String no) {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put(yes, true);
    words.put(no, false);
    return words;
  }
}
