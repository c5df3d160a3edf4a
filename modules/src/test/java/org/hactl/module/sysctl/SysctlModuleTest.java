package org.hactl.module.sysctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.module.Change;
import org.hactl.module.Plan;
import org.hactl.module.kernel.Host;
import org.junit.jupiter.api.Test;

class SysctlModuleTest {
  private static final SysctlResource IGNORE =
      new SysctlResource("net.ipv4.conf.lo.arp_ignore", "1");

  private final MemoryKernel kernel = new MemoryKernel().withLink("eth0.100");
  private final Host<SysctlResource, SysctlModule.Observed> host =
      new Host<>(new SysctlModule(kernel.sysctls()));

  @Test
  void changesAndRestores() throws Exception {
    kernel.withSysctl("net.ipv4.conf.lo.arp_ignore", "8");
    assertThat(Host.words(host.converge(List.of(IGNORE))))
        .containsExactly("UPDATE sysctl[net.ipv4.conf.lo.arp_ignore] | value: 8 > 1");
    host.converge(List.of(new SysctlResource(IGNORE.key(), "2")));
    assertThat(value(IGNORE.key())).isEqualTo("2");
    assertThat(Host.words(host.converge(List.of())))
        .containsExactly("DELETE sysctl[net.ipv4.conf.lo.arp_ignore] | value: 2 > 8");
    assertThat(value(IGNORE.key())).isEqualTo("8");
    assertThat(host.owned()).isEmpty();
  }

  @Test
  void aParameterThatAlreadyMatchesIsNotOwned() throws Exception {
    kernel.withSysctl("net.ipv4.conf.lo.arp_ignore", "1");
    assertThat(host.converge(List.of(IGNORE))).isEqualTo(Plan.NOTHING);
    assertThat(host.converge(List.of())).isEqualTo(Plan.NOTHING);
    assertThat(value(IGNORE.key())).isEqualTo("1");
  }

  @Test
  void driftIsRepairedAndThePriorValueKept() throws Exception {
    host.converge(List.of(IGNORE));
    kernel.sysctls().write(IGNORE.parsedKey(), "5");
    assertThat(Host.words(host.converge(List.of(IGNORE))))
        .containsExactly("UPDATE sysctl[net.ipv4.conf.lo.arp_ignore] | value: 5 > 1");
    host.converge(List.of());
    assertThat(value(IGNORE.key())).isEqualTo("0");
  }

  @Test
  void hostParametersComeBeforeInterfaceParameters() throws Exception {
    List<SysctlResource> desired =
        List.of(
            IGNORE,
            new SysctlResource("net/ipv4/conf/eth0.100/arp_ignore", "1"),
            new SysctlResource("net.ipv4.conf.all.arp_ignore", "1"),
            new SysctlResource("net.ipv4.ip_forward", "1"));
    assertThat(host.converge(desired).changes())
        .extracting(change -> change.id().key())
        .containsExactly(
            "net.ipv4.ip_forward",
            "net.ipv4.conf.all.arp_ignore",
            "net.ipv4.conf.eth0/100.arp_ignore",
            "net.ipv4.conf.lo.arp_ignore");
    assertThat(value("net.ipv4.conf.eth0.100.arp_ignore")).isEqualTo("1");
  }

  @Test
  void aParameterThatAnotherResetsIsWrittenAfterIt() throws Exception {
    SysctlResource own = new SysctlResource("net.ipv4.conf.eth0/100.forwarding", "0");
    SysctlResource all = new SysctlResource("net.ipv4.ip_forward", "1");
    assertThat(Host.words(host.converge(List.of(own, all, IGNORE))))
        .containsExactly(
            "UPDATE sysctl[net.ipv4.ip_forward] | value: 0 > 1",
            "UPDATE sysctl[net.ipv4.conf.eth0/100.forwarding] | value: 0 (reset by"
                + " net.ipv4.ip_forward) > 0",
            "UPDATE sysctl[net.ipv4.conf.lo.arp_ignore] | value: 0 > 1");
  }

  @Test
  void listsOfNumbersAreComparedByValue() throws Exception {
    kernel.withSysctl("net.ipv4.tcp_rmem", "4096\t131072\t6291456");
    assertThat(
            host.converge(List.of(new SysctlResource("net.ipv4.tcp_rmem", "4096 131072  6291456"))))
        .isEqualTo(Plan.NOTHING);
  }

  @Test
  void unknownParametersAreFoundBeforeAnythingChanges() throws Exception {
    Plan plan =
        host.plan(
            List.of(
                new SysctlResource("net.ipv4.conf.eth9.arp_ignore", "1"),
                new SysctlResource("net.ipv4.ip_froward", "1")));
    assertThat(plan.problems())
        .containsExactly(
            "sysctl[net.ipv4.ip_froward]: this host's kernel has no such parameter; check the"
                + " name, and load the kernel module that has it");
    assertThat(plan.waiting())
        .extracting(Plan.Waiting::problem)
        .containsExactly(
            "sysctl[net.ipv4.conf.eth9.arp_ignore]: this host's kernel has no such parameter;"
                + " check that interface eth9 exists and that the name is right");
  }

  @Test
  void aRefusedValueNamesItself() throws Exception {
    kernel.fail("write sysctl", "arp_ignore", Errno.EINVAL);
    assertThat(host.apply(host.plan(List.of(IGNORE))))
        .singleElement()
        .satisfies(result ->
            assertThat(result.error())
                .hasMessageStartingWith(
                    "sysctl[net.ipv4.conf.lo.arp_ignore]: write sysctl"
                        + " net.ipv4.conf.lo.arp_ignore: Invalid argument (EINVAL)"));
  }

  @Test
  void aParameterThatCannotBeReadIsAProblem() throws Exception {
    kernel.withSysctl("net.ipv4.route.flush", "");
    kernel.fail("read sysctl", "net.ipv4.route.flush", Errno.EACCES);
    SysctlResource flush = new SysctlResource("net.ipv4.route.flush", "1");
    Plan plan = host.plan(List.of(flush, IGNORE));
    assertThat(plan.changes()).extracting(Change::id).containsExactly(IGNORE.id());
    assertThat(plan.unreached()).containsExactly(flush.id());
    assertThat(plan.problems())
        .singleElement()
        .asString()
        .startsWith("sysctl[net.ipv4.route.flush]: it cannot be read")
        .contains("Permission denied (EACCES)");
  }

  @Test
  void aParameterWithoutAValueIsSet() throws Exception {
    SysctlResource secret = new SysctlResource("net.ipv6.conf.eth0/100.stable_secret", "fd00::1");
    kernel.withSysctl(secret.key(), "");
    kernel.failOnce("read sysctl", "stable_secret", Errno.EIO);
    Plan plan = host.plan(List.of(secret));
    assertThat(Host.words(plan))
        .containsExactly(
            "UPDATE sysctl[net.ipv6.conf.eth0/100.stable_secret] | value: - > fd00::1");
    assertThat(host.apply(plan)).allMatch(result -> result.error() == null);
    assertThat(host.converge(List.of(secret))).isEqualTo(Plan.NOTHING);
    assertThat(host.converge(List.of()).forget()).containsExactly(secret.id());
  }

  @Test
  void aRoundedValueIsReportedAndNotWrittenAgainAndAgain() throws Exception {
    String key = "net.netfilter.nf_conntrack_buckets";
    kernel.withSysctl(key, "4096").withRounding(key, _ -> "65536");
    SysctlResource buckets = new SysctlResource(key, "65000");
    String words = "sysctl[" + key + "]: the kernel makes 65536 of 65000: write 65536 in the site";
    assertThat(host.apply(host.plan(List.of(buckets))))
        .singleElement()
        .satisfies(result -> assertThat(result.error()).hasMessage(words));
    int writes = kernel.changes();
    Plan second = host.plan(List.of(buckets));
    assertThat(second.changes()).isEmpty();
    assertThat(second.problems()).containsExactly(words);
    assertThat(host.converge(List.of(new SysctlResource(key, "65536")))).isNotNull();
    assertThat(kernel.changes()).isEqualTo(writes);
    kernel.withSysctl(key, "4096");
    assertThat(host.plan(List.of(buckets)).changes())
        .as("a value that another program wrote is not a rounding")
        .hasSize(1);
  }

  @Test
  void aParameterThatWentWithItsInterfaceIsForgotten() throws Exception {
    SysctlResource gone = new SysctlResource("net.ipv4.conf.eth0/100.arp_ignore", "1");
    host.converge(List.of(gone));
    kernel.removeLink("eth0.100");
    assertThat(host.converge(List.of()).forget()).containsExactly(gone.id());
  }

  @Test
  void json() throws Exception {
    Host.assertJson(
        IGNORE, "{\"kind\":\"sysctl\",\"key\":\"net.ipv4.conf.lo.arp_ignore\",\"value\":\"1\"}");
  }

  private String value(String key) {
    return kernel.sysctls().read(SysctlKey.parse(key)).orElseThrow();
  }
}
