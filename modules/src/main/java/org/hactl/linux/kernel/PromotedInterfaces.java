package org.hactl.linux.kernel;

import java.util.HashMap;
import java.util.Map;
import org.hactl.linux.net.Family;

/**
 * Turns {@code promote_secondaries} on for the interfaces from which addresses are being removed,
 * and off again after the last removal. One object for all conversations with a kernel: two would
 * turn the parameter off for each other. Safe for use from any thread.
 */
public final class PromotedInterfaces {
  private static final String PARAMETER = "promote_secondaries";

  private final Sysctls sysctls;

  /** How many removals at this moment need the parameter that was turned on here. */
  private final Map<String, Integer> users = new HashMap<>();

  public PromotedInterfaces(Sysctls sysctls) {
    this.sysctls = sysctls;
  }

  /**
   * @return whether it has to be turned off again
   */
  synchronized boolean turnOn(String interfaceName) {
    if (!users.containsKey(interfaceName)) {
      if (isOn("all") || isOn(interfaceName) || !write(interfaceName, "1")) {
        return false;
      }
    }
    users.merge(interfaceName, 1, Integer::sum);
    return true;
  }

  synchronized void turnOff(String interfaceName) {
    if (users.merge(interfaceName, -1, Integer::sum) == 0) {
      users.remove(interfaceName);
      try {
        var _ = write(interfaceName, "0");
      } catch (ParameterRefused e) {
        // It stays on, which does no harm.
      }
    }
  }

  private boolean isOn(String interfaceName) {
    try {
      return sysctls.read(key(interfaceName)).filter(value -> !value.equals("0")).isPresent();
    } catch (LinuxException e) {
      return false;
    }
  }

  /**
   * @return false if there is no such interface
   */
  private boolean write(String interfaceName, String value) {
    try {
      sysctls.write(key(interfaceName), value);
      return true;
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return false;
      }
      throw new ParameterRefused(e);
    }
  }

  private static SysctlKey key(String interfaceName) {
    return SysctlKey.ofInterface(Family.INET, interfaceName, PARAMETER);
  }

  /** In a container {@code /proc/sys} can be read-only. */
  static final class ParameterRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    ParameterRefused(LinuxException refusal) {
      super(refusal);
    }
  }
}
