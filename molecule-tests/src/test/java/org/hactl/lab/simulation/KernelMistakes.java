package org.hactl.lab.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.Addresses;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.KernelEvents;
import org.hactl.linux.kernel.Links;
import org.hactl.linux.kernel.Neighbours;
import org.hactl.linux.kernel.Routes;
import org.hactl.linux.kernel.Rules;
import org.hactl.linux.kernel.Sysctls;
import org.hactl.linux.kernel.ipvs.Ipvs;
import org.hactl.linux.net.InetAddresses;

/** Mistakes in what hactl does to the kernel. */
final class KernelMistakes {
  private KernelMistakes() {}

  /** A kernel whose addresses are changed in another way. */
  private record WithAddresses(Kernel host, UnaryOperator<List<AddressChange>> changed)
      implements Kernel {
    @Override
    public Addresses addresses() {
      Addresses all = host.addresses();
      return new Addresses() {
        @Override
        public List<InterfaceAddress> list() {
          return all.list();
        }

        @Override
        public BatchResult apply(List<AddressChange> changes) {
          var _ = all.apply(changed.apply(changes));
          return BatchResult.ok(changes.size());
        }
      };
    }

    @Override
    public Links links() {
      return host.links();
    }

    @Override
    public Routes routes() {
      return host.routes();
    }

    @Override
    public Rules rules() {
      return host.rules();
    }

    @Override
    public Sysctls sysctls() {
      return host.sysctls();
    }

    @Override
    public Ipvs ipvs() {
      return host.ipvs();
    }

    @Override
    public KernelEvents events() {
      return host.events();
    }

    @Override
    public Neighbours neighbours() {
      return host.neighbours();
    }

    @Override
    public void close() {}
  }

  /** An address is removed with all others whose text begins in the same way. */
  static final class RemovesByPrefix implements Parts {
    @Override
    public Kernel kernel(Kernel kernel) {
      return new WithAddresses(
          kernel,
          changes -> {
            List<AddressChange> all = new ArrayList<>(changes);
            for (AddressChange change : changes) {
              if (change instanceof AddressChange.Remove removal) {
                String text = InetAddresses.format(removal.prefix().address());
                kernel.addresses().list().stream()
                    .filter(each ->
                        each.interfaceName().equals(removal.interfaceName())
                            && InetAddresses.format(each.prefix().address()).startsWith(text))
                    .forEach(each ->
                        all.add(new AddressChange.Remove(each.interfaceName(), each.prefix())));
              }
            }
            return all;
          });
    }
  }

  /** An address that is to go stays. */
  static final class KeepsAddresses implements Parts {
    @Override
    public Kernel kernel(Kernel kernel) {
      return new WithAddresses(
          kernel, changes -> changes.stream().filter(AddressChange.Add.class::isInstance).toList());
    }
  }
}
