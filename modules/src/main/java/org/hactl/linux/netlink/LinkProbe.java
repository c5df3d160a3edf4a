package org.hactl.linux.netlink;

import static org.hactl.linux.libc.LibC.AF_INET;
import static org.hactl.linux.libc.LibC.SOCK_CLOEXEC;
import static org.hactl.linux.libc.LibC.SOCK_DGRAM;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinkState;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;
import org.hactl.linux.net.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of interfaces with a few system calls, none of which waits (netdevice(7),
 * rtnetlink(7)).
 */
public final class LinkProbe implements AutoCloseable {
  private static final long SIOCGIFFLAGS = 0x8913;
  private static final long SIOCGIFHWADDR = 0x8927;
  private static final long SIOCGIFINDEX = 0x8933;
  private static final int IFF_UP = 0x1;
  private static final int IFF_RUNNING = 0x40;

  /** struct ifreq: a name and a union. */
  private static final int NAME_BYTES = 16;

  private static final int REQUEST_BYTES = 40;
  private static final int HARDWARE_ADDRESS = NAME_BYTES + 2;

  private final int fd;
  private final SourceList sources;
  private final Map<String, Path> forwarding = new HashMap<>();

  /** The names of all interfaces that this probe has looked at, by index. */
  private final Map<Integer, String> names = new ConcurrentHashMap<>();

  private LinkProbe(int fd, Function<LinkProbe, SourceList> sources) {
    this.fd = fd;
    this.sources = sources.apply(this);
  }

  /**
   * Opens a probe for the network namespace of the calling thread.
   *
   * @throws LinuxException with the kernel's answer
   */
  public static LinkProbe open() {
    return open(_ -> new InterfaceSources());
  }

  /**
   * Opens a probe that waits for the kernel's list of addresses only at the first look at an
   * interface; later it returns the addresses last known.
   *
   * @param addressesChanged called with the name of an interface whose addresses changed, on a
   *     thread of the probe
   * @throws LinuxException with the kernel's answer
   */
  public static LinkProbe openCached(Consumer<String> addressesChanged) {
    return open(probe ->
        new KnownSources(
            new InterfaceSources(),
            index -> {
              String name = probe.names.get(index);
              if (name != null) {
                addressesChanged.accept(name);
              }
            }));
  }

  private static LinkProbe open(Function<LinkProbe, SourceList> sources) {
    int fd =
        SystemCall.runInt(
            "open",
            "a socket to look at interfaces",
            () -> LibC.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    try {
      return new LinkProbe(fd, sources);
    } catch (LinuxException e) {
      SystemCall.close(fd);
      throw e;
    }
  }

  /**
   * Looks at one interface.
   *
   * @return null if there is no such interface
   */
  public @Nullable LinkFacts look(String interfaceName) {
    byte[] index = request(SIOCGIFINDEX, interfaceName);
    byte[] flags = request(SIOCGIFFLAGS, interfaceName);
    byte[] hardware = request(SIOCGIFHWADDR, interfaceName);
    if (index == null || flags == null || hardware == null) {
      return null;
    }
    int number = index(index);
    names.put(number, interfaceName);
    return new LinkFacts(
        number,
        isRunning(flags),
        hardwareAddress(hardware),
        isForwarding(interfaceName),
        sources.list(number));
  }

  /**
   * Reads an interface without its addresses, which never waits for the kernel's list of them.
   *
   * @return null if there is no such interface
   */
  public @Nullable LinkState state(String interfaceName) {
    byte[] flags = request(SIOCGIFFLAGS, interfaceName);
    byte[] hardware = request(SIOCGIFHWADDR, interfaceName);
    return flags == null || hardware == null
        ? null
        : new LinkState(isRunning(flags), hardwareAddress(hardware));
  }

  private static boolean isRunning(byte[] flags) {
    int bits = ByteBuffer.wrap(flags).order(ByteOrder.nativeOrder()).getShort(NAME_BYTES);
    return (bits & IFF_UP) != 0 && (bits & IFF_RUNNING) != 0;
  }

  private static MacAddress hardwareAddress(byte[] answer) {
    return MacAddress.of(
        Arrays.copyOfRange(answer, HARDWARE_ADDRESS, HARDWARE_ADDRESS + MacAddress.BYTES));
  }

  /** The index of an interface; 0 if there is none of that name. */
  public int index(String interfaceName) {
    byte[] answer = request(SIOCGIFINDEX, interfaceName);
    return answer == null ? 0 : index(answer);
  }

  private static int index(byte[] answer) {
    return ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder()).getInt(NAME_BYTES);
  }

  /** Whether IPv6 forwarding is on; false on a system without IPv6, which has no such file. */
  private boolean isForwarding(String interfaceName) {
    Path file =
        forwarding.computeIfAbsent(
            interfaceName, name -> Path.of("/proc/sys/net/ipv6/conf", name, "forwarding"));
    try {
      return !Files.readString(file).startsWith("0");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    SystemCall.close(fd);
    sources.close();
  }

  /** The answer to an ioctl request; null if there is no such interface. */
  private byte @Nullable [] request(long request, String interfaceName) {
    byte[] argument = Arrays.copyOf(interfaceName.getBytes(StandardCharsets.UTF_8), REQUEST_BYTES);
    if (LibC.ioctl(fd, request, argument) >= 0) {
      return argument;
    }
    LinuxException failure = SystemCall.failure("look at", "interface " + interfaceName);
    if (failure.errno().equals(Errno.ENODEV)) {
      return null;
    }
    throw failure;
  }
}
