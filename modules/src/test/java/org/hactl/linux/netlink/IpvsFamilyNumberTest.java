package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.junit.jupiter.api.Test;

class IpvsFamilyNumberTest {
  private int now = 30;
  private int resolved;
  private final IpvsFamilyNumber number =
      new IpvsFamilyNumber(() -> {
        resolved++;
        return now;
      });

  @Test
  void isAskedForOnce() {
    assertThat(number.ask(this::answer)).isEqualTo("by 30");
    assertThat(number.ask(this::answer)).isEqualTo("by 30");
    assertThat(resolved).isEqualTo(1);
  }

  @Test
  void isAskedForAgainAfterTheModuleWasReloaded() {
    assertThat(number.ask(this::answer)).isEqualTo("by 30");
    now = 31;
    assertThat(number.ask(this::answer)).isEqualTo("by 31");
    assertThat(number.get()).isEqualTo(31);
    assertThat(resolved).isEqualTo(2);
  }

  @Test
  void isAskedForAgainOnlyOnce() {
    assertThatThrownBy(() -> number.ask(_ -> fail(Errno.ENOENT))).hasMessageContaining("ENOENT");
    assertThat(resolved).isEqualTo(2);
    assertThatThrownBy(() -> number.ask(_ -> fail(Errno.EPERM))).hasMessageContaining("EPERM");
    assertThat(resolved).isEqualTo(2);
  }

  private String answer(int used) {
    return used == now ? "by " + used : fail(Errno.ENOENT);
  }

  private static String fail(Errno errno) {
    throw new LinuxException("list", "IPVS services", errno, "");
  }
}
