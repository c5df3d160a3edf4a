package org.hactl.site.shape;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hactl.vrrp.model.AddressMismatch;
import org.hactl.vrrp.model.Checksum;
import org.hactl.vrrp.model.ProtocolOptions;
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
  private final Key<Checksum> checksum;
  private final Key<AddressMismatch> addressMismatch;
  private final Key<Boolean> strict;

  ProtocolOptionKeys(Fields f) {
    ProtocolOptions usual = ProtocolOptions.DEFAULT;
    Shape<Duration> hold = Shape.duration(Duration.ZERO, MAX_HOLD);
    downTimerAdverts =
        f.optional(
            ProtocolOptions.DOWN_TIMER_ADVERTS,
            Shape.integer(1, 100),
            usual.downTimerAdverts(),
            "How many advertisements in a row must be missed before a backup takes over");
    startupDelay =
        f.optional(
            ProtocolOptions.STARTUP_DELAY,
            hold,
            Duration.ZERO,
            "How long the router neither listens nor sends after the agent has started");
    bootDelay =
        f.optional(
            ProtocolOptions.BOOT_DELAY,
            hold,
            Duration.ZERO,
            "How long after the boot of the host the router neither listens nor sends; with startup_delay, the later end applies");
    forwardingDelay =
        f.optional(
            ProtocolOptions.FORWARDING_DELAY,
            hold,
            Duration.ZERO,
            "How long the router waits at most, after a start or when its interface comes up, for a first frame from another device before its down timer starts");
    answerLower =
        f.optional(
            ProtocolOptions.ANSWER_LOWER,
            Shape.bool(),
            "Whether a master answers an advertisement of lower priority at once (RFC 9568); RFC"
                + " 3768 and 5798 ignore it");
    tellHigher =
        f.optional(
            ProtocolOptions.TELL_HIGHER,
            Shape.bool(),
            usual.tellHigher(),
            "Whether a master that gives way advertises once more, so that the new master announces the addresses again");
    checksum =
        f.optional(
            ProtocolOptions.CHECKSUM,
            Shape.choice(choices(Checksum.values())),
            usual.checksum(),
            "The checksum of sent version 3 advertisements over IPv4, with or without the pseudo-header; both are accepted");
    addressMismatch =
        f.optional(
            ProtocolOptions.ADDRESS_MISMATCH,
            Shape.choice(choices(AddressMismatch.values())),
            usual.addressMismatch(),
            "What happens to an advertisement with other addresses than those of the site");
    strict =
        f.optional(
            ProtocolOptions.STRICT,
            Shape.bool(),
            usual.strict(),
            "Whether the router keeps to the letter of the RFC; settings that contradict it are errors");
  }

  /** The keys for which a later check may report a problem. */
  List<Key<?>> keys() {
    return List.of(
        downTimerAdverts,
        startupDelay,
        bootDelay,
        forwardingDelay,
        answerLower,
        tellHigher,
        checksum,
        addressMismatch,
        strict);
  }

  /** RFC 3768 section 6.4.3 ignores a lower priority, RFC 9568 section 6.4.3 answers it. */
  ProtocolOptions of(Values v, int version) {
    return ProtocolOptions.DEFAULT.toBuilder()
        .downTimerAdverts(v.get(downTimerAdverts))
        .answerLower(v.get(answerLower).orElse(!v.get(strict) || version == 3))
        .tellHigher(v.get(tellHigher))
        .checksum(v.get(checksum))
        .addressMismatch(v.get(addressMismatch))
        .strict(v.get(strict))
        .startupDelay(v.get(startupDelay))
        .bootDelay(v.get(bootDelay))
        .forwardingDelay(v.get(forwardingDelay))
        .build();
  }

  private static <E extends Enum<E>> Map<String, E> choices(E[] values) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E value : values) {
      choices.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return choices;
  }
}
