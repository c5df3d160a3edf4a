package org.hactl.site.shape;

import java.time.Duration;
import java.util.List;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code gratuitous_arp} of a virtual router; for IPv6 its neighbour advertisements. */
final class ArpShape {
  static final Shape<GratuitousArp> SHAPE = announcements();

  private ArpShape() {}

  private static Shape<GratuitousArp> announcements() {
    GratuitousArp usual = GratuitousArp.DEFAULT;
    Shape<Duration> time = Shape.duration(Duration.ZERO, Duration.ofDays(1));
    Shape<Integer> packets = Shape.integer(1, 100);
    Fields f =
        new Fields("Gratuitous ARP, and unsolicited neighbour advertisements, of a new master");
    var repeat =
        f.optional(GratuitousArp.REPEAT, packets, usual.repeat(), "Packets per VIP in a burst");
    var delay =
        f.optional(
            GratuitousArp.DELAY,
            time,
            usual.delay(),
            "Time from the first burst to the second; 0s for no second burst");
    var refresh =
        f.optional(
            GratuitousArp.REFRESH,
            time,
            usual.refresh(),
            "Time between further bursts while the router stays master; 0s for none");
    var refreshRepeat =
        f.optional(
            GratuitousArp.REFRESH_REPEAT,
            packets,
            usual.refreshRepeat(),
            "Packets per VIP in each of these further bursts");
    var lowerRepeat =
        f.optional(
            GratuitousArp.LOWER_REPEAT,
            Shape.integer(0, 100),
            "Packets per VIP after a router of lower priority advertised as master; as repeat if left out");
    var lowerDelay =
        f.optional(
            GratuitousArp.LOWER_DELAY,
            time,
            "Time from that burst to a second one, 0s for no second burst; as delay if left out");
    var spacing =
        f.optional(
            GratuitousArp.SPACING,
            Shape.duration(Duration.ZERO, Duration.ofSeconds(10)),
            Duration.ZERO,
            "Time between two packets on one interface, for switches that drop bursts");
    var extra =
        f.optional(
            GratuitousArp.EXTRA_INTERFACES,
            Shape.oneOrMore(Shapes.INTERFACE_NAME),
            List.of(),
            "Other interfaces where the VIPs are announced, with the hardware address of each interface");
    return f.into(v ->
        new GratuitousArp(
            v.get(repeat),
            v.get(delay),
            v.get(refresh),
            v.get(refreshRepeat),
            v.get(lowerRepeat).orElse(v.get(repeat)),
            v.get(lowerDelay).orElse(v.get(delay)),
            v.get(spacing),
            v.get(extra)));
  }
}
