package org.hactl.linux.netlink;

import static org.hactl.linux.libc.RawSocketCalls.AF_INET;
import static org.hactl.linux.libc.RawSocketCalls.ENODEV;
import static org.hactl.linux.libc.RawSocketCalls.SOCK_CLOEXEC;
import static org.hactl.linux.libc.RawSocketCalls.SOCK_DGRAM;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.RawSocketCalls;
import org.hactl.linux.net.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * Looks at interfaces by a handful of system calls, without waiting for anything (netdevice(7),
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

  /** Of the interfaces that were looked at, by index. */
  private final Map<Integer, String> names = new ConcurrentHashMap<>();

  private LinkProbe(int fd, Function<LinkProbe, SourceList> sources) {
    this.fd = fd;
    this.sources = sources.apply(this);
  }

  /**
   * Opens it for the network namespace of the calling thread.
   *
   * @throws IOException with the kernel's answer
   */
  public static LinkProbe open() throws IOException {
    return open(_ -> new InterfaceSources());
  }

  /**
   * Opens one that never waits for the kernel to list addresses but at the first look at an
   * interface: what it returns of them is what was last known.
   *
   * @param addressesChanged told the name of an interface that has others by now, on a thread of
   *     the probe
   * @throws IOException with the kernel's answer
   */
  public static LinkProbe openUnwaiting(Consumer<String> addressesChanged) throws IOException {
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

  private static LinkProbe open(Function<LinkProbe, SourceList> sources) throws IOException {
    int fd;
    try {
      fd = RawSocketCalls.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    } catch (LastErrorException e) {
      throw RawSocketCalls.failure("open a socket to look at interfaces", e);
    }
    try {
      return new LinkProbe(fd, sources);
    } catch (LinuxException e) {
      RawSocketCalls.close(fd);
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Looks at one interface.
   *
   * @return null if there is no such interface
   */
  public @Nullable LinkFacts look(String interfaceName) throws IOException {
    byte[] index = request(SIOCGIFINDEX, interfaceName);
    byte[] flags = request(SIOCGIFFLAGS, interfaceName);
    byte[] hardware = request(SIOCGIFHWADDR, interfaceName);
    if (index == null || flags == null || hardware == null) {
      return null;
    }
    int flagBits = ByteBuffer.wrap(flags).order(ByteOrder.nativeOrder()).getShort(NAME_BYTES);
    int number = index(index);
    names.put(number, interfaceName);
    return new LinkFacts(
        number,
        (flagBits & IFF_UP) != 0 && (flagBits & IFF_RUNNING) != 0,
        MacAddress.of(
            Arrays.copyOfRange(hardware, HARDWARE_ADDRESS, HARDWARE_ADDRESS + MacAddress.BYTES)),
        isForwarding(interfaceName),
        addresses(number));
  }

  /** The kernel's number for an interface; 0 if there is none of that name. */
  public int index(String interfaceName) throws IOException {
    byte[] answer = request(SIOCGIFINDEX, interfaceName);
    return answer == null ? 0 : index(answer);
  }

  private static int index(byte[] answer) {
    return ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder()).getInt(NAME_BYTES);
  }

  private List<InetAddress> addresses(int index) throws IOException {
    try {
      return sources.list(index);
    } catch (LinuxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A system without IPv6 has no such file. */
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
    RawSocketCalls.close(fd);
    sources.close();
  }

  /** Null if there is no such interface. */
  private byte @Nullable [] request(long request, String interfaceName) throws IOException {
    byte[] argument = Arrays.copyOf(interfaceName.getBytes(StandardCharsets.UTF_8), REQUEST_BYTES);
    if (RawSocketCalls.ioctl(fd, request, argument) >= 0) {
      return argument;
    }
    int error = Native.getLastError();
    if (error == ENODEV) {
      return null;
    }
    throw RawSocketCalls.failure("look at interface " + interfaceName, error);
  }
}
