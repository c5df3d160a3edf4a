package org.hactl.vrrp.interop;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Two network namespaces joined by a veth pair, each with an interface {@code v0}. Our interface
 * has the first address given, the peer's the second. Ours also has 2001:db8::2 and
 * fe80::ff:fe00:2, the peer's 2001:db8::1 and fe80::ff:fe00:1.
 */
public final class LabNetwork implements AutoCloseable {
  public static final String INTERFACE = "v0";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int CLONE_NEWNET = 0x40000000;

  private final String ours;
  private final String peers;

  public LabNetwork(String ownAddress, String peerAddress) {
    String suffix = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    ours = "hactl-vrrp-a-" + suffix;
    peers = "hactl-vrrp-b-" + suffix;
    run("ip", "netns", "add", ours);
    run("ip", "netns", "add", peers);
    run(
        "ip", "-n", ours, "link", "add", INTERFACE, "type", "veth", "peer", "name", INTERFACE,
        "netns", peers);
    address(ours, "add", ownAddress + "/24");
    address(peers, "add", peerAddress + "/24");
    prepareIpv6(ours, "02:00:00:00:00:02", "2001:db8::2/64");
    prepareIpv6(peers, "02:00:00:00:00:01", "2001:db8::1/64");
    for (String namespace : new String[] {ours, peers}) {
      run("ip", "-n", namespace, "link", "set", INTERFACE, "up");
    }
    // The kernel finds out about the carrier a little later.
    for (String namespace : new String[] {ours, peers}) {
      await("the interface has a carrier").until(() -> isUp(namespace));
    }
  }

  private static boolean isUp(String namespace) {
    return run("ip", "-n", namespace, "-o", "link", "show", INTERFACE).contains(" state UP ");
  }

  private static void prepareIpv6(String namespace, String hardwareAddress, String address) {
    run("ip", "-n", namespace, "link", "set", INTERFACE, "address", hardwareAddress);
    // Without duplicate address detection the addresses can be used at once.
    String setting = "net.ipv6.conf." + INTERFACE + ".accept_dad=0";
    run("ip", "netns", "exec", namespace, "sysctl", "-qw", setting);
    address(namespace, "add", address);
  }

  public String ours() {
    return ours;
  }

  public String peers() {
    return peers;
  }

  static void address(String namespace, String what, String address) {
    address(namespace, what, INTERFACE, address);
  }

  static void address(String namespace, String what, String interfaceName, String address) {
    run("ip", "-n", namespace, "addr", what, address, "dev", interfaceName);
  }

  public static boolean hasAddress(String namespace, String interfaceName, String address) {
    return run("ip", "-n", namespace, "-o", "addr", "show", "dev", interfaceName)
        .contains(" " + address + "/");
  }

  /** Runs a task on a thread inside a namespace; threads that it starts stay in the namespace. */
  public static <T> T inside(String namespace, Callable<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          try {
            enter(namespace);
            answer.complete(work.call());
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("in namespace " + namespace, e.getCause());
    }
  }

  private static void enter(String namespace) {
    int fd = Calls.open("/run/netns/" + namespace, 0);
    Calls.setns(fd, CLONE_NEWNET);
    Calls.close(fd);
  }

  /** Runs a command, and returns its output. */
  public static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    run("ip", "netns", "del", ours);
    run("ip", "netns", "del", peers);
  }

  private static final class Calls {
    static {
      Native.register(Calls.class, Platform.C_LIBRARY_NAME);
    }

    private Calls() {}

    static native int open(String path, int flags) throws LastErrorException;

    static native int setns(int fd, int type) throws LastErrorException;

    static native int close(int fd);
  }

  /** Waits as long as a busy machine may need. */
  static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20));
  }
}
