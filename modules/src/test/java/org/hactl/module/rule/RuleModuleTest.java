package org.hactl.module.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.PortRange;
import org.hactl.module.ChangeResult;
import org.hactl.module.Plan;
import org.hactl.module.kernel.Host;
import org.hactl.module.kernel.KernelState;
import org.junit.jupiter.api.Test;

class RuleModuleTest {
  private static final RuleResource FROM_VIP =
      RuleResource.lookup(100, "192.168.0.254", null, 1000);
  private static final RuleResource MARKED =
      RuleResource.builder(101, "prohibit")
          .family(Family.INET6)
          .mark("0x7/0xff")
          .tos(16)
          .incomingInterface("eth0")
          .protocol("tcp")
          .destinationPorts("80-81")
          .build();

  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0");
  private final Host<RuleResource, KernelState<Rule>> host = new Host<>(new RuleModule(kernel));

  @Test
  void addsAndRemovesWhatItAdded() throws Exception {
    List<Rule> before = kernel.rules().list();
    assertThat(Host.words(host.converge(List.of(FROM_VIP, MARKED))))
        .containsExactly(
            "CREATE rule[inet priority 100 from 192.168.0.254/32 lookup 1000] | rule: - > inet"
                + " priority 100 from 192.168.0.254/32 lookup 1000",
            "CREATE rule[inet6 priority 101 tos 0x10 fwmark 0x7/0xff iif eth0 ipproto 6 dport 80-81"
                + " prohibit] | rule: - > inet6 priority 101 tos 0x10 fwmark 0x7/0xff iif eth0"
                + " ipproto 6 dport 80-81 prohibit");
    host.converge(List.of());
    assertThat(kernel.rules().list()).isEqualTo(before);
    assertThat(host.owned()).isEmpty();
  }

  @Test
  void aNetworkOfAllAddressesIsNoSelector() throws Exception {
    RuleResource all = RuleResource.lookup(100, "::/0", null, 1000);
    assertThat(all).isEqualTo(RuleResource.lookup(100, null, "2001:db8::1/0", 1000));
    assertThat(all.family()).isEqualTo(Family.INET6);
    assertThat(all.id()).hasToString("rule[inet6 priority 100 lookup 1000]");
    assertThat(RuleResource.lookup(100, "0.0.0.0/0", "10.0.0.0/8", 1000))
        .isEqualTo(RuleResource.lookup(100, null, "10.0.0.0/8", 1000));
    assertThatThrownBy(() -> RuleResource.lookup(1, "0.0.0.0/0", "2001:db8::1", 254))
        .hasMessageContaining("two families");
  }

  @Test
  void addsAgainWhatWasRemoved() throws Exception {
    host.converge(List.of(FROM_VIP));
    kernel.rules().remove(FROM_VIP.inKernel());
    host.converge(List.of(FROM_VIP));
    assertThat(kernel.rules().list()).contains(FROM_VIP.inKernel());
  }

  @Test
  void acceptsAnExistingRuleAndReportsForeignRules() throws Exception {
    kernel.rules().add(FROM_VIP.inKernel());
    assertThat(host.converge(List.of(FROM_VIP)).changes()).isEmpty();
    assertThat(host.converge(List.of()).unmanaged()).containsExactly(FROM_VIP.id());
    assertThat(kernel.rules().list()).contains(FROM_VIP.inKernel());
  }

  @Test
  void exclusiveRemovesForeignRulesButNeverTheKernels() throws Exception {
    Rule foreign = Rule.lookup(Family.INET, 90, 1000).withTo(InetPrefix.parse("10.0.0.0/8"));
    kernel.rules().add(foreign);
    host.exclusive().converge(List.of());
    assertThat(kernel.rules().list())
        .isNotEmpty()
        .doesNotContain(foreign)
        .allMatch(rule -> rule.priority() == 0 || rule.priority() == 32_766);
  }

  @Test
  void aRefusalNamesTheRule() throws Exception {
    kernel.fail("add rule", "priority 100", Errno.EPERM);
    assertThat(host.apply(host.plan(List.of(FROM_VIP))))
        .extracting(ChangeResult::error)
        .singleElement()
        .asString()
        .contains("rule[inet priority 100 from 192.168.0.254/32 lookup 1000]");
  }

  @Test
  void aRuleThatAppearsMeanwhileIsNoFailureUnlessItHasMoreSelectors() throws Exception {
    RuleResource all = RuleResource.lookup(100, null, null, 1000);
    Plan plan = host.plan(List.of(all));
    kernel.rules().add(all.inKernel());
    assertThat(host.apply(plan)).allMatch(result -> result.error() == null);
    kernel.rules().remove(all.inKernel());
    kernel.rules().add(FROM_VIP.inKernel());
    assertThat(host.apply(host.plan(List.of(all))))
        .extracting(ChangeResult::error)
        .singleElement()
        .asString()
        .contains("EEXIST", "give one of them another priority");
  }

  @Test
  void anotherProgramsRuleWithMoreSelectorsIsNoObstacle() throws Exception {
    Rule says = Rule.lookup(Family.INET, 100, 1000).withIncomingInterface("eth0");
    kernel.rules().add(says);
    host.converge(List.of(RuleResource.lookup(100, null, null, 1000)));
    host.converge(List.of());
    assertThat(kernel.rules().list()).contains(says);
  }

  @Test
  void aRuleThatAnOlderKernelWouldRemoveInsteadIsKept() throws Exception {
    kernel.withoutProtocols();
    Rule says = Rule.lookup(Family.INET, 100, 1000).withIncomingInterface("eth0");
    kernel.rules().add(says);
    RuleResource all = RuleResource.lookup(100, null, null, 1000);
    host.converge(List.of(all));
    assertThat(host.apply(host.plan(List.of())))
        .singleElement()
        .satisfies(result ->
            assertThat(result.error())
                .hasMessageContaining(
                    "the kernel would remove the rule 'inet priority 100 iif eth0 lookup")
                .hasMessageContaining("another priority"));
    assertThat(kernel.rules().list()).contains(says);
    assertThat(kernel.rules().list()).extracting(RuleResource::id).contains(all.id());
    kernel.rules().remove(says);
    host.converge(List.of());
  }

  @Test
  void aRuleThatIsRemovedAsWellIsNoObstacle() throws Exception {
    List<Rule> before = kernel.rules().list();
    Rule all = Rule.lookup(Family.INET, 100, 1000);
    Rule says = all.withIncomingInterface("eth0");
    Rule more = says.withSourcePorts(6, new PortRange(80, 81));
    List.of(more, says, all).forEach(kernel.rules()::add);
    host.exclusive().converge(List.of());
    assertThat(kernel.rules().list()).isEqualTo(before);
  }

  @Test
  void invalidResourcesAreRefused() {
    assertThatThrownBy(() -> RuleResource.lookup(0, null, null, 254))
        .hasMessageContaining("is less than 1");
    assertThatThrownBy(() -> RuleResource.lookup(1, "10.0.0.1", "2001:db8::1", 254))
        .hasMessageContaining("two families");
    assertThatThrownBy(() -> RuleResource.builder(1, "lookup").sourcePorts("80").table(254).build())
        .hasMessageContaining("ports belong to a protocol");
    assertThatThrownBy(() -> RuleResource.builder(1, "lookup").mark("x").table(254).build())
        .hasMessageContaining("'x' is not a firewall mark");
  }

  @Test
  void hasAJsonForm() throws Exception {
    Host.assertJson(
        FROM_VIP,
        """
        {"kind":"rule","action":"lookup","family":"INET","from":"192.168.0.254/32",\
        "inverted":false,"priority":100,"table":1000}\
        """);
  }
}
