package org.hactl.vrrp.engine;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.hactl.linux.libc.BootClock;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/**
 * A memory of roles in a mapped file: its content survives a kill of the process at any moment, and
 * writing needs no system call. It is valid for one boot.
 *
 * <p>After the boot's id come slots of 32 bytes: the interface's name (16 bytes), the VRID, the
 * version, whether the router is IPv6, from byte 20 on its advertised interval (milliseconds), and
 * from byte 24 on when it last advertised as master (CLOCK_BOOTTIME in nanoseconds; 0 if it is not
 * master). After all slots comes a number of 4 bytes for each: the highest sequence number of its
 * authentication headers. It is not in the slots, so that another version of hactl finds these.
 */
final class RoleFile implements RoleMemory {
  private static final int HEADER_BYTES = 64;
  private static final int SLOT_BYTES = 32;
  private static final int SLOTS = 1024;
  private static final int NUMBERS = HEADER_BYTES + SLOTS * SLOT_BYTES;
  private static final int NUMBER_BYTES = 4;
  private static final int KEY_BYTES = 19;
  private static final int NAME_BYTES = 16;
  private static final int INTERVAL = 20;
  private static final int TIME = 24;

  private final MappedByteBuffer file;
  private final LongSupplier bootClock;

  private RoleFile(MappedByteBuffer file, LongSupplier bootClock) {
    this.file = file;
    this.bootClock = bootClock;
  }

  /**
   * Opens or creates the file, and clears the content of an earlier boot.
   *
   * @throws IOException with the system's answer
   */
  static RoleFile open(Path path) throws IOException {
    return open(path, BootClock.bootId(), BootClock::nanos);
  }

  static RoleFile open(Path path, String bootId, LongSupplier bootClock) throws IOException {
    byte[] header = Arrays.copyOf(bootId.getBytes(StandardCharsets.US_ASCII), HEADER_BYTES);
    int length = NUMBERS + SLOTS * NUMBER_BYTES;
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer file = channel.map(FileChannel.MapMode.READ_WRITE, 0, length);
      file.order(ByteOrder.nativeOrder());
      byte[] found = new byte[HEADER_BYTES];
      file.get(0, found);
      if (!Arrays.equals(found, header)) {
        file.put(0, new byte[length]);
        file.put(0, header);
      }
      return new RoleFile(file, bootClock);
    }
  }

  @Override
  public Place place(RouterConfig router) {
    byte[] key = key(router);
    int free = -1;
    for (int slot = 0; slot < SLOTS; slot++) {
      int at = HEADER_BYTES + slot * SLOT_BYTES;
      byte[] found = new byte[KEY_BYTES];
      file.get(at, found);
      if (Arrays.equals(found, key)) {
        return new Slot(at);
      }
      if (free < 0 && found[0] == 0) {
        free = at;
      }
    }
    if (free < 0) {
      // The file is full of routers that were removed: this one is not remembered until the next
      // boot.
      return Place.NONE;
    }
    file.put(free, key);
    return new Slot(free);
  }

  private static byte[] key(RouterConfig router) {
    byte[] name = router.interfaceName().getBytes(StandardCharsets.UTF_8);
    byte[] key = Arrays.copyOf(Arrays.copyOf(name, NAME_BYTES), KEY_BYTES);
    key[NAME_BYTES] = (byte) router.virtualRouterId();
    key[NAME_BYTES + 1] = (byte) router.version().number();
    key[NAME_BYTES + 2] = (byte) (router.family() == Family.INET6 ? 1 : 0);
    return key;
  }

  private final class Slot implements Place {
    private final int at;
    private final int numberAt;

    Slot(int at) {
      this.at = at;
      this.numberAt = NUMBERS + (at - HEADER_BYTES) / SLOT_BYTES * NUMBER_BYTES;
    }

    @Override
    public void numbered(int highest) {
      file.putInt(numberAt, highest);
    }

    @Override
    public int highestNumber() {
      return file.getInt(numberAt);
    }

    @Override
    public void advertised(Duration interval) {
      file.putInt(at + INTERVAL, (int) interval.toMillis());
      file.putLong(at + TIME, bootClock.getAsLong());
    }

    @Override
    public void released() {
      file.putLong(at + TIME, 0);
    }

    @Override
    public @Nullable ResumeHint remembered() {
      long advertised = file.getLong(at + TIME);
      long age = bootClock.getAsLong() - advertised;
      if (advertised == 0 || age < 0) {
        return null;
      }
      Duration interval = Duration.ofMillis(file.getInt(at + INTERVAL));
      return new ResumeHint(Duration.ofNanos(age), interval);
    }
  }
}
