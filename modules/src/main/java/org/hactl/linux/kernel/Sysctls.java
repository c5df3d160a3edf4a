package org.hactl.linux.kernel;

import java.util.Optional;

/** The kernel's parameters. */
public interface Sysctls {
  /**
   * The value without white space at its end; several numbers stay separated as the kernel writes
   * them. Empty if there is no such parameter.
   *
   * @throws LinuxException if it exists and cannot be read: EACCES if it can only be written, EIO
   *     if it has no value yet
   */
  Optional<String> read(SysctlKey key);

  /**
   * @throws LinuxException ENOENT if there is no such parameter, EINVAL if the kernel refuses the
   *     value
   */
  void write(SysctlKey key, String value);
}
