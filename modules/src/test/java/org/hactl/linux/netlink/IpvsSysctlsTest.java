package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;
import org.junit.jupiter.api.Test;

class IpvsSysctlsTest {
  private static final SysctlKey OF_IPVS = SysctlKey.parse("net.ipv4.vs.expire_nodest_conn");

  private final Map<SysctlKey, String> kernel = new HashMap<>();
  private int loads;

  private final Sysctls sysctls =
      new IpvsSysctls(
          new Sysctls() {
            @Override
            public Optional<String> read(SysctlKey key) {
              return Optional.ofNullable(kernel.get(key));
            }

            @Override
            public void write(SysctlKey key, String value) {
              kernel.put(key, value);
            }
          },
          () -> {
            loads++;
            kernel.put(OF_IPVS, "0");
            return "";
          });

  @Test
  void loadsTheModuleForAParameterOfIpvs() {
    assertThat(sysctls.read(OF_IPVS)).contains("0");
    sysctls.write(OF_IPVS, "1");
    assertThat(sysctls.read(OF_IPVS)).contains("1");
    assertThat(loads).isEqualTo(1);
  }

  @Test
  void aParameterThatTheModuleDoesNotHaveStaysUnknown() {
    assertThat(sysctls.read(SysctlKey.parse("net.ipv4.vs.expire_nodest_con"))).isEmpty();
  }

  @Test
  void loadsNothingForOtherParameters() {
    assertThat(sysctls.read(SysctlKey.parse("net.ipv4.vsx.a"))).isEmpty();
    assertThat(sysctls.read(SysctlKey.parse("net.ipv4"))).isEmpty();
    assertThat(loads).isZero();
  }
}
