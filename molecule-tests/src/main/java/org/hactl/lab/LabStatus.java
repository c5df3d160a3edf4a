package org.hactl.lab;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lab as it is now.
 *
 * @param namespace network namespace of the control node
 */
public record LabStatus(String name, Driver driver, String namespace, List<LabHost> hosts) {

  /**
   * One host of the lab.
   *
   * @param power {@code on} or {@code off}
   * @param link {@code up} or {@code cut}
   * @param pid of the guest kernel, where there is one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LabHost(
      String name, String address, String power, String link, @Nullable Long pid) {}
}
