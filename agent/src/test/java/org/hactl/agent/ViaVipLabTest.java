package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.hactl.module.kernel.UmlGuest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Checks via: vip with real IPVS, on a backup and on a master, in a guest (package
 * user-mode-linux).
 */
@Tag("nightly")
@Execution(ExecutionMode.CONCURRENT)
class ViaVipLabTest {
  @TempDir private Path folder;

  @Test
  void aRealServerThatLostItsVipFailsThere() throws Exception {
    Map<String, String> steps = UmlGuest.run(ViaVipGuest.class, folder);
    assertThat(steps.keySet())
        .as("%s", steps)
        .containsExactly(
            "boot",
            "backup",
            "backup lost",
            "backup regained",
            "master lost",
            "master regained",
            "without accept_local",
            "direct",
            "end");
    assertThat(steps.getOrDefault("backup", ""))
        .contains("listens web1 HEALTHY", "asked web1 UNHEALTHY")
        .containsPattern("-A -f 2\\d{6} -s rr -o\n-a -f 2\\d{6} -r 192.168.0.18:0 -g -w 1\n")
        .containsPattern("-a -f 2\\d{6} -r 192.168.0.20:0 -i -w 1")
        .containsPattern("-a -f 2\\d{6} -6 -r \\[2001:db8::20]:0 -g -w 1");
    for (String role : new String[] {"backup", "master"}) {
      assertThat(steps.getOrDefault(role + " lost", ""))
          .as(role)
          .contains(
              "own web1 HEALTHY",
              "own web2 HEALTHY",
              "vip web1 HEALTHY",
              "vip web2 UNHEALTHY: connect: no answer in time",
              "tunnel web1 HEALTHY",
              "tunnel web2 UNHEALTHY",
              "six web1 HEALTHY",
              "six web2 UNHEALTHY");
    }
    assertThat(steps.getOrDefault("without accept_local", ""))
        .contains(
            "this host could not try: via vip: this host holds 192.168.0.254 and drops answers from"
                + " it; set net.ipv4.conf.eth0.accept_local=1")
        .contains("vip web1 HEALTHY", "vip web2 HEALTHY");
    assertThat(steps.getOrDefault("direct", "")).contains("-A -t 192.168.0.254:81");
  }
}
