package org.hactl.module.kernel;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.module.ModuleException;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;

/** Reads from the kernel in a module's terms. */
public final class KernelReading {
  private KernelReading() {}

  /**
   * @throws ModuleException with the kernel's words where it refuses
   */
  public static <T> T read(Supplier<T> reading) throws ModuleException {
    try {
      return reading.get();
    } catch (LinuxException | CodecException e) {
      throw new ModuleException(String.valueOf(e.getMessage()), e);
    }
  }

  /** What a resource waits for whose interface is not there. */
  public static Plan.Waiting missingInterface(ResourceId id, String name, List<Link> links) {
    return new Plan.Waiting(
        link(name),
        "%s: interface %s does not exist; this host has %s"
            .formatted(id, name, links.stream().map(Link::name).collect(Collectors.joining(", "))));
  }

  /** The identity of the link of that name, if it is made by hactl. */
  public static ResourceId link(String name) {
    return new ResourceId("link", name);
  }
}
