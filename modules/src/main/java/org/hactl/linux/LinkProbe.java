package org.hactl.linux;

import static org.hactl.linux.RawSocketCalls.AF_INET;
import static org.hactl.linux.RawSocketCalls.ENODEV;
import static org.hactl.linux.RawSocketCalls.SOCK_CLOEXEC;
import static org.hactl.linux.RawSocketCalls.SOCK_DGRAM;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at interfaces by a handful of system calls, without waiting for anything (netdevice(7)).
 */
public final class LinkProbe implements AutoCloseable {
  private static final long SIOCGIFCONF = 0x8912;
  private static final long SIOCGIFFLAGS = 0x8913;
  private static final long SIOCGIFADDR = 0x8915;
  private static final long SIOCGIFHWADDR = 0x8927;
  private static final long SIOCGIFINDEX = 0x8933;
  private static final int IFF_UP = 0x1;
  private static final int IFF_RUNNING = 0x40;

  /** struct ifreq: a name and a union. */
  private static final int NAME_BYTES = 16;

  private static final int REQUEST_BYTES = 40;

  /** Where the address stands in the union's sockaddr_in. */
  private static final int SOCKET_ADDRESS = NAME_BYTES + 4;

  private static final int HARDWARE_ADDRESS = NAME_BYTES + 2;

  private final int fd;

  private LinkProbe(int fd) {
    this.fd = fd;
  }

  /**
   * Opens it for the network namespace of the calling thread.
   *
   * @throws IOException with the kernel's answer
   */
  public static LinkProbe open() throws IOException {
    try {
      return new LinkProbe(RawSocketCalls.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    } catch (LastErrorException e) {
      throw RawSocketCalls.failure("open a socket to look at interfaces", e);
    }
  }

  /**
   * Looks at one interface.
   *
   * @param isVirtual addresses that do not count as its own
   * @return null if there is no such interface
   */
  public @Nullable LinkFacts look(String interfaceName, IntPredicate isVirtual) throws IOException {
    byte[] index = request(SIOCGIFINDEX, interfaceName);
    byte[] flags = request(SIOCGIFFLAGS, interfaceName);
    byte[] hardware = request(SIOCGIFHWADDR, interfaceName);
    if (index == null || flags == null || hardware == null) {
      return null;
    }
    int flagBits = ByteBuffer.wrap(flags).order(ByteOrder.nativeOrder()).getShort(NAME_BYTES);
    return new LinkFacts(
        ByteBuffer.wrap(index).order(ByteOrder.nativeOrder()).getInt(NAME_BYTES),
        (flagBits & IFF_UP) != 0 && (flagBits & IFF_RUNNING) != 0,
        Arrays.copyOfRange(hardware, HARDWARE_ADDRESS, HARDWARE_ADDRESS + 6),
        primaryAddress(interfaceName, isVirtual));
  }

  @Override
  public void close() {
    RawSocketCalls.close(fd);
  }

  private int primaryAddress(String interfaceName, IntPredicate isVirtual) throws IOException {
    byte[] answer = request(SIOCGIFADDR, interfaceName);
    if (answer == null) {
      return 0;
    }
    int first = ByteBuffer.wrap(answer).getInt(SOCKET_ADDRESS);
    return isVirtual.test(first) ? firstOther(interfaceName, isVirtual) : first;
  }

  /** Left-over virtual addresses can stand before its own: asks for the whole list. */
  private int firstOther(String interfaceName, IntPredicate isVirtual) throws IOException {
    ByteBuffer list = ByteBuffer.allocateDirect(REQUEST_BYTES * 4096);
    ByteBuffer argument = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    argument.putInt(0, list.capacity()).putLong(8, RawSocketCalls.addressOf(list));
    if (RawSocketCalls.ioctl(fd, SIOCGIFCONF, argument.array()) < 0) {
      throw RawSocketCalls.failure("list the addresses of interfaces", Native.getLastError());
    }
    int length = argument.getInt(0);
    for (int at = 0; at + REQUEST_BYTES <= length; at += REQUEST_BYTES) {
      int address = list.getInt(at + SOCKET_ADDRESS);
      if (nameAt(list, at).equals(interfaceName) && !isVirtual.test(address)) {
        return address;
      }
    }
    return 0;
  }

  /** The interface's name without the alias of an address's label ({@code eth0:1}). */
  private static String nameAt(ByteBuffer list, int at) {
    byte[] bytes = new byte[NAME_BYTES];
    list.get(at, bytes);
    int length = 0;
    while (length < NAME_BYTES && bytes[length] != 0 && bytes[length] != ':') {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Null if there is no such interface, or nothing to answer. */
  private byte @Nullable [] request(long request, String interfaceName) throws IOException {
    byte[] argument = Arrays.copyOf(interfaceName.getBytes(StandardCharsets.UTF_8), REQUEST_BYTES);
    if (RawSocketCalls.ioctl(fd, request, argument) >= 0) {
      return argument;
    }
    int error = Native.getLastError();
    if (error == ENODEV || error == EADDRNOTAVAIL) {
      return null;
    }
    throw RawSocketCalls.failure("look at interface " + interfaceName, error);
  }

  private static final int EADDRNOTAVAIL = 99;
}
