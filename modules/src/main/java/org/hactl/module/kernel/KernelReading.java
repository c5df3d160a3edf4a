package org.hactl.module.kernel;

import java.util.function.Supplier;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.LinuxException;
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
}
