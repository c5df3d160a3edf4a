package org.hactl.site.shape;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hactl.vrrp.model.Authentication;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Shape;

/** {@code authentication} of a virtual router. */
final class AuthenticationShape {
  static final Shape<Draft> SHAPE = authentication();

  /** The authentication of advertisements, empty for none, and the place of its password. */
  record Draft(Optional<Authentication.WithPassword> authentication, Mark passwordAt) {}

  private AuthenticationShape() {}

  private static Shape<Draft> authentication() {
    Map<String, Optional<Authentication.Method>> types = new LinkedHashMap<>();
    types.put("PASS", Optional.of(Authentication.Method.PASS));
    types.put("AH", Optional.of(Authentication.Method.AH));
    types.put("none", Optional.empty());
    Fields f = new Fields("The authentication of advertisements");
    var type =
        f.optional(
            "type",
            Shape.choice(types).map(AuthenticationType::new),
            new AuthenticationType(Optional.of(Authentication.Method.PASS)),
            "PASS (a plain-text password), AH (IP authentication header, HMAC-MD5-96), or none");
    var password =
        f.optional("password", Shape.secret(), "1 to 8 characters, the same on all directors");
    return f.into(v -> {
      Optional<Authentication.Method> wanted = v.get(type).type();
      Optional<String> secret = v.get(password).map(p -> p.reveal());
      if (wanted.isPresent() && secret.isEmpty()) {
        throw new IllegalArgumentException(
            "type " + wanted.get() + " needs a password of 1 to 8 characters");
      }
      if (wanted.isEmpty() && secret.isPresent()) {
        v.problem(type, "a password has no effect with type: none; leave one of them out");
      }
      return new Draft(
          wanted.flatMap(known -> secret.map(word -> Authentication.of(known, word))),
          v.at(password).hidden());
    });
  }

  private record AuthenticationType(Optional<Authentication.Method> type) {
    @Override
    public String toString() {
      return type.map(Authentication.Method::name).orElse("none");
    }
  }
}
