package org.hactl.site.shape;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.Scope;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** Entries of a host's {@code addresses}. */
public final class NetworkShape {
  public static final Shape<AddressDraft> ADDRESS = address();

  /** An address that a host always has, whatever its roles. */
  public record AddressDraft(InetPrefix address, String interfaceName, Scope scope) {}

  private NetworkShape() {}

  private static Shape<AddressDraft> address() {
    Map<String, Scope> scopes = new LinkedHashMap<>();
    scopes.put("global", Scope.GLOBAL);
    scopes.put("link", Scope.LINK);
    scopes.put("host", Scope.HOST);
    Fields f = new Fields("An address of an interface");
    var address =
        f.required(
            "address",
            Shape.text("an address with its prefix such as 10.0.0.1/24", InetPrefix::parse),
            "Address and prefix; without a prefix /32, or /128 in IPv6");
    var interfaceName =
        f.required("interface", Shapes.INTERFACE_NAME, "The interface that has the address");
    var scope =
        f.optional("scope", Shape.choice(scopes), Scope.GLOBAL, "How far the address is valid");
    return f.into(v -> new AddressDraft(v.get(address), v.get(interfaceName), v.get(scope)));
  }
}
