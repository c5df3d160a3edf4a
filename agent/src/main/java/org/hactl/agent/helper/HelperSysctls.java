package org.hactl.agent.helper;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.module.ModuleException;
import org.hactl.module.ProgressListener;

/**
 * The kernel's parameters, of which the helper writes those that the kernel does not let this
 * process write: {@code kernel.kptr_restrict} needs CAP_SYS_ADMIN. All others are written directly.
 *
 * <p>A few of them cannot be read either ({@code net.core.bpf_jit_harden}). The helper reads such a
 * one once and after each write; it would otherwise be asked each second, with every look for
 * drift.
 */
public final class HelperSysctls implements Sysctls {
  private final Sysctls direct;
  private final HelperClient helper;
  private final Map<SysctlKey, Optional<String>> read = new ConcurrentHashMap<>();

  /**
   * @param direct the parameters as this process reaches them itself
   */
  public HelperSysctls(Sysctls direct, HelperClient helper) {
    this.direct = direct;
    this.helper = helper;
  }

  @Override
  public Optional<String> read(SysctlKey key) {
    Optional<String> known = read.get(key);
    if (known != null) {
      return known;
    }
    try {
      return direct.read(key);
    } catch (LinuxException e) {
      // EACCES is the answer for a parameter that can only be written.
      if (!e.errno().equals(Errno.EPERM)) {
        throw e;
      }
      HelperReply reply = ask(new HelperRequest.ReadSysctl(key.parts()), e);
      Optional<String> value =
          reply instanceof HelperReply.Sysctl it
              ? Optional.ofNullable(it.value())
              : Optional.empty();
      read.put(key, value);
      return value;
    }
  }

  @Override
  public void write(SysctlKey key, String value) {
    read.remove(key);
    try {
      direct.write(key, value);
    } catch (LinuxException e) {
      if (!isForbidden(e.errno())) {
        throw e;
      }
      ask(new HelperRequest.WriteSysctl(key.parts(), value), e);
    }
  }

  /** EROFS: a folder of {@code /proc/sys} that the agent's unit does not open. */
  private static boolean isForbidden(Errno errno) {
    return errno.equals(Errno.EPERM) || errno.equals(Errno.EACCES) || errno.equals(Errno.EROFS);
  }

  private HelperReply ask(HelperRequest request, LinuxException refused) {
    try {
      return helper.ask(request, ProgressListener.NONE);
    } catch (ModuleException e) {
      throw refused(refused, "by the helper: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(refused, "the helper was left: the agent is stopping");
    }
  }

  private static LinuxException refused(LinuxException e, String helper) {
    return new LinuxException(e.operation(), e.object(), e.errno(), helper);
  }
}
