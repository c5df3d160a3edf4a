package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.linux.netlink.RtnetlinkFixtures.assertSame;

import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.RouteProtocol;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.RuleAction;
import org.hactl.linux.kernel.RuleChange;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.PortRange;
import org.junit.jupiter.api.Test;

/** Our bytes against those of {@code ip}: rules. */
class RuleFixtureTest {
  private static final Rule MARKED =
      Rule.builder(Family.INET, 95)
          .from(InetPrefix.parse("10.9.0.0/24"))
          .tos(0x10)
          .mark(new Rule.MarkSelector(7, 0xff))
          .table(1000)
          .build();

  private static final Rule BLACKHOLE =
      Rule.builder(Family.INET, 96)
          .to(InetPrefix.parse("10.9.9.0/24"))
          .outgoingInterface("v0")
          .action(RuleAction.BLACKHOLE)
          .build();

  private static final Rule INVERTED =
      Rule.builder(Family.INET, 97)
          .inverted(true)
          .from(InetPrefix.parse("10.9.8.0/24"))
          .ipProtocol(17)
          .destinationPorts(new PortRange(53, 53))
          .action(RuleAction.UNREACHABLE)
          .build();

  private static final Rule SUPPRESSED =
      Rule.builder(Family.INET, 98).table(Route.TABLE_MAIN).suppressPrefixLength(0).build();

  @Test
  void addsRulesAsIpDoes() {
    assertSame(RuleCodec.encode(new RuleChange.Add(probeRule())), "rule-add");
    assertSame(
        RuleCodec.encode(
            new RuleChange.Add(
                Rule.lookup(Family.INET6, 91, 1000).withTo(InetPrefix.parse("2001:db8::1/128")))),
        "rule-add6");
    assertSame(RuleCodec.encode(new RuleChange.Remove(probeRule())), "rule-del");
  }

  @Test
  void encodesEveryPartOfARuleAsIpDoes() {
    assertSame(RuleCodec.encode(new RuleChange.Add(MARKED)), "rule-add-mark");
    assertSame(RuleCodec.encode(new RuleChange.Add(BLACKHOLE)), "rule-add-blackhole");
    assertSame(RuleCodec.encode(new RuleChange.Add(INVERTED)), "rule-add-not");
    assertSame(RuleCodec.encode(new RuleChange.Add(SUPPRESSED)), "rule-add-suppress");
  }

  @Test
  void readsEveryPartOfARule() {
    assertThat(
            Fixture.load("rtnetlink/rule-list-options").messages(RuleCodec.NEW).stream()
                .flatMap(message -> RuleCodec.decode(message).stream()))
        .contains(MARKED, BLACKHOLE, INVERTED, SUPPRESSED);
  }

  @Test
  void readsRules() {
    assertThat(
            Fixture.load("rtnetlink/rule-list").messages(32).stream()
                .flatMap(message -> RuleCodec.decode(message).stream()))
        .containsExactly(
            kernels(0, Route.TABLE_LOCAL),
            probeRule(),
            kernels(32_766, Route.TABLE_MAIN),
            kernels(32_767, Route.TABLE_DEFAULT));
  }

  private static Rule kernels(int priority, int table) {
    return Rule.builder(Family.INET, priority).table(table).protocol(RouteProtocol.KERNEL).build();
  }

  private static Rule probeRule() {
    return Rule.lookup(Family.INET, 90, 1000)
        .withTo(InetPrefix.parse("192.168.0.254/32"))
        .withIncomingInterface("lo")
        .withSourcePorts(6, new PortRange(40_000, 40_010));
  }
}
