package org.hactl.linux.netlink;

import java.util.function.Supplier;
import org.hactl.linux.kernel.ipvs.IpvsUnavailableException;

/** Finds the generic netlink family of IPVS, and loads the module if needed. */
final class IpvsFamily {
  private IpvsFamily() {}

  /**
   * @param loader loads the module and returns what was said
   * @throws IpvsUnavailableException if this kernel has no IPVS
   */
  static int resolve(NetlinkClient client, Supplier<String> loader) {
    NetlinkClient.Result result = client.query(GenericCodec.getFamily(IpvsCodec.FAMILY));
    String loading = "";
    if (!result.answer().isOk()) {
      loading = loader.get();
      result = client.query(GenericCodec.getFamily(IpvsCodec.FAMILY));
    }
    if (!result.answer().isOk() || result.messages().isEmpty()) {
      throw new IpvsUnavailableException(
          "this kernel has no IPVS (generic netlink family IPVS: %s; modprobe ip_vs: %s). Install a"
                  .formatted(result.answer().errno().text(), loading)
              + " kernel that has it, or load ip_vs on the machine that this container runs on");
    }
    return GenericCodec.familyId(result.messages().getFirst());
  }
}
