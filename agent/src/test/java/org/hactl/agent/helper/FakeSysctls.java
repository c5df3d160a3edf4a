package org.hactl.agent.helper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.kernel.Sysctls;

/** Parameters in memory, some of which this process may not read or write. */
final class FakeSysctls implements Sysctls {
  final Map<SysctlKey, String> values = new ConcurrentHashMap<>();
  final Map<SysctlKey, Set<String>> refused;
  final List<SysctlKey> reads = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param refused {@code read}, {@code write} or both for a parameter
   */
  FakeSysctls(Map<SysctlKey, Set<String>> refused) {
    this.refused = new ConcurrentHashMap<>(refused);
  }

  @Override
  public Optional<String> read(SysctlKey key) {
    check("read", key);
    reads.add(key);
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public void write(SysctlKey key, String value) {
    check("write", key);
    values.put(key, value);
  }

  private void check(String verb, SysctlKey key) {
    if (refused.getOrDefault(key, Set.of()).contains(verb)) {
      throw new LinuxException(verb + " sysctl", key.toString(), Errno.EPERM, "");
    }
  }
}
