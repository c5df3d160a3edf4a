package org.hactl.module.kernel;

import java.util.Optional;
import java.util.function.Supplier;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ipvs.IpvsUnavailableException;
import org.hactl.module.ModuleException;

/** Reads from the kernel, with a module's exception for a refusal. */
public final class KernelReading {
  private KernelReading() {}

  /**
   * @throws ModuleException with the kernel's error text if it refuses
   */
  public static <T> T read(Supplier<T> reading) throws ModuleException {
    try {
      return reading.get();
    } catch (LinuxException | CodecException e) {
      throw new ModuleException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Reads from IPVS.
   *
   * @param needed whether something is wanted there; if not, a kernel without IPVS is no error
   * @return empty if the kernel has no IPVS
   * @throws ModuleException with the kernel's error text if it refuses, or has no IPVS and needs it
   */
  public static <T> Optional<T> readIpvs(boolean needed, Supplier<T> reading)
      throws ModuleException {
    return read(() -> {
      try {
        return Optional.of(reading.get());
      } catch (IpvsUnavailableException e) {
        if (needed) {
          throw e;
        }
        return Optional.empty();
      }
    });
  }
}
