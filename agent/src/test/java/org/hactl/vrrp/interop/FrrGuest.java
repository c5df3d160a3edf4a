package org.hactl.vrrp.interop;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.engine.VrrpEngine;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;

/**
 * Runs in a guest beside FRR's vrrpd: takes both families' roles from vrrpd, gives them back, and
 * prints each step that it reaches. {@link FrrInteropTest} starts it and judges what it prints.
 */
final class FrrGuest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private FrrGuest() {}

  public static void main(String[] args) throws IOException {
    reached("frr alone", () -> frrIs("Master"));
    try (VrrpEngine engine = engine(200)) {
      reached("hactl has the higher priority", () -> is(engine, State.MASTER) && frrIs("Backup"));
    }
    reached("hactl stopped", () -> frrIs("Master"));
    try (VrrpEngine engine = engine(50)) {
      reached("hactl has the lower priority", () -> is(engine, State.BACKUP) && frrIs("Master"));
      run("pkill", "-KILL", "vrrpd");
      reached("frr was killed", () -> is(engine, State.MASTER));
      run("/run/frr/start");
      reached("frr is back", () -> is(engine, State.BACKUP) && frrIs("Master"));
      for (RouterStatus router : engine.status().routers()) {
        System.out.println("rejected by " + router.name() + ": " + router.traffic().rejected());
      }
    }
    System.out.println("== end");
  }

  private static VrrpEngine engine(int priority) throws IOException {
    VrrpEngine engine = VrrpEngine.start(_ -> {});
    engine.configure(
        List.of(
            router("v4", Family.INET, priority, "192.0.2.254"),
            router("v6", Family.INET6, priority, "2001:db8::254")));
    return engine;
  }

  private static RouterConfig router(String name, Family family, int priority, String address) {
    return new RouterConfig(
        name,
        VrrpVersion.V3,
        51,
        family,
        "v0",
        priority,
        Duration.ofMillis(500),
        true,
        Duration.ZERO,
        Authentication.none(),
        List.of(InetAddress.ofLiteral(address)),
        List.of(),
        GratuitousArp.AS_KEEPALIVED,
        Transport.MULTICAST,
        ProtocolOptions.DEFAULT);
  }

  private static void reached(String step, Callable<Boolean> condition) {
    System.out.println("-- " + step + " ...");
    await().atMost(PATIENCE).until(condition);
    System.out.println("== " + step);
  }

  private static boolean is(VrrpEngine engine, State state) {
    return engine.status().routers().stream().allMatch(router -> router.state() == state);
  }

  private static boolean frrIs(String state) {
    String shown =
        run("ip", "netns", "exec", "frr", "vtysh", "--vty_socket", "/run/frr", "-c", "show vrrp");
    List<String> states =
        shown
            .lines()
            .filter(line -> line.startsWith(" Status (v"))
            .map(line -> line.substring(line.indexOf(')') + 1).strip())
            .toList();
    return states.equals(List.of(state, state));
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("cannot run " + String.join(" ", command), e);
    }
  }
}
