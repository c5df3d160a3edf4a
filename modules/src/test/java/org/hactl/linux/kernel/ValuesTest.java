package org.hactl.linux.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.MacAddress;
import org.hactl.linux.net.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  private static final long SEED = 42;

  /** RFC 5952 section 4 has the examples. */
  @ParameterizedTest
  @CsvSource({
    "192.168.0.254, 192.168.0.254",
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8::A, 2001:db8::a",
    "0:0:0:0:0:0:0:0, ::",
    "::1, ::1",
    "fe80::, fe80::"
  })
  void everyFormOfAnAddressPrintsTheSame(String text, String canonical) {
    assertThat(InetAddresses.format(InetAddresses.parse(text))).isEqualTo(canonical);
  }

  @Test
  void everyAddressIsParsedBackToItself() {
    Random random = new Random(SEED);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        if (random.nextInt(3) > 0) {
          bytes[i] = 0;
        }
      }
      String text = InetAddresses.format(InetAddresses.of(bytes));
      assertThat(InetAddresses.parse(text))
          .as("seed %d round %d", SEED, round)
          .isEqualTo(InetAddresses.of(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.1",
        "1.2.3.4.5",
        "256.1.1.1",
        "010.1.1.1",
        "localhost",
        "example.org",
        "fe80::1%lo",
        "[::1]",
        ":::",
        "1:2:3",
        "0x7f.1.1.1",
        " 10.0.0.1"
      })
  void invalidAddressesAreRefused(String text) {
    assertThatThrownBy(() -> InetAddresses.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not an IPv4 or IPv6 address");
  }

  @Test
  void prefixes() {
    InetPrefix prefix = InetPrefix.parse("192.168.0.12/24");
    assertThat(prefix).hasToString("192.168.0.12/24");
    assertThat(prefix.network()).hasToString("192.168.0.0/24");
    assertThat(prefix.contains(InetAddresses.parse("192.168.0.255"))).isTrue();
    assertThat(prefix.contains(InetAddresses.parse("192.168.1.0"))).isFalse();
    assertThat(prefix.contains(InetAddresses.parse("::1"))).isFalse();
    assertThat(InetPrefix.parse("2001:db8::1")).hasToString("2001:db8::1/128");
    assertThat(InetPrefix.any(Family.INET6)).hasToString("::/0");
    assertThat(InetPrefix.parse("10.0.0.255/23").network()).hasToString("10.0.0.0/23");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1/33", "10.0.0.1/", "10.0.0.1/-1", "::1/129", "10.0.0.1/1/2"})
  void invalidPrefixesAreRefused(String text) {
    assertThatThrownBy(() -> InetPrefix.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "net.ipv4.ip_forward, net/ipv4/ip_forward, net.ipv4.ip_forward",
    "net/ipv4/conf/eth0.100/arp_ignore, net/ipv4/conf/eth0.100/arp_ignore,"
        + " net.ipv4.conf.eth0/100.arp_ignore",
    "net.ipv4.conf.eth0/100.arp_ignore, net/ipv4/conf/eth0.100/arp_ignore,"
        + " net.ipv4.conf.eth0/100.arp_ignore",
    "net.ipv4.conf.eth0.100.arp_ignore, net/ipv4/conf/eth0.100/arp_ignore,"
        + " net.ipv4.conf.eth0/100.arp_ignore",
    "net.ipv6.neigh.a.b.c.gc_stale_time, net/ipv6/neigh/a.b.c/gc_stale_time,"
        + " net.ipv6.neigh.a/b/c.gc_stale_time",
    "net.ipv4.conf.lo.arp_ignore, net/ipv4/conf/lo/arp_ignore, net.ipv4.conf.lo.arp_ignore",
    "kernel.random.uuid, kernel/random/uuid, kernel.random.uuid"
  })
  void sysctlNames(String text, String path, String canonical) {
    SysctlKey key = SysctlKey.parse(text);
    assertThat(key.path()).isEqualTo(path);
    assertThat(key).hasToString(canonical);
    assertThat(SysctlKey.parse(canonical)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "net", "net..ipv4", "net/../kernel/x", "/net/ipv4/ip_forward", "a/.."})
  void invalidSysctlNamesAreRefused(String text) {
    assertThatThrownBy(() -> SysctlKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the name of a kernel parameter");
  }

  @Test
  void namesOfNumbers() {
    assertThat(Scope.parse("link")).isEqualTo(Scope.LINK);
    assertThat(Scope.parse("42")).hasToString("42");
    assertThatThrownBy(() -> Scope.parse("lnik"))
        .hasMessage(
            "'lnik' is not a scope; use a number from 0 to 255 or one of global, site, link, host,"
                + " nowhere");
    assertThat(RouteType.parse("blackhole")).isEqualTo(RouteType.BLACKHOLE);
    assertThat(new MacAddress(0x0200_5e00_5301L)).hasToString("02:00:5e:00:53:01");
    assertThat(MacAddress.of(new MacAddress(0xffff_ffff_fffeL).toBytes()))
        .isEqualTo(new MacAddress(0xffff_ffff_fffeL));
  }

  @Test
  void aFailedBatchThrowsItsFirstFailureWithTheOthersInIt() {
    MemoryKernel kernel = new MemoryKernel();
    BatchResult result =
        kernel
            .addresses()
            .apply(
                List.of(
                    new AddressChange.Add(
                        InterfaceAddress.of("eth9", InetPrefix.parse("10.0.0.1"))),
                    new AddressChange.Add(InterfaceAddress.of("lo", InetPrefix.parse("10.0.0.1"))),
                    new AddressChange.Remove("lo", InetPrefix.parse("10.0.0.2"))));
    assertThat(result.failures()).containsOnlyKeys(0, 2);
    assertThat(kernel.changes()).isEqualTo(1);
    assertThatThrownBy(result::orThrow)
        .hasMessage(
            "add address 10.0.0.1/32 dev eth9: No such device (ENODEV): no"
                + " interface 'eth9'; this host has lo")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }
}
