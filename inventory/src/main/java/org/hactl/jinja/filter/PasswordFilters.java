package org.hactl.jinja.filter;

import java.util.List;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Values;

/** The filter {@code password_hash}: passwords as {@code /etc/shadow} has them. */
final class PasswordFilters {
  private static final int MAX_ROUNDS = 1_000_000;

  private PasswordFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.of(
            "password_hash",
            "hashtype='sha512', salt=None, salt_size=None, rounds=None, ident=None",
            PasswordFilters::hash));
  }

  private static Object hash(Object value, Arguments a) {
    boolean sha512 =
        switch (a.text("hashtype")) {
          case "sha512", "sha512_crypt" -> true;
          case "sha256", "sha256_crypt" -> false;
          default ->
              throw new JinjaException(
                  "\"password_hash\" has the types sha512 and sha256; \""
                      + a.text("hashtype")
                      + "\" is too weak or needs a library");
        };
    if (!a.given("salt") || a.text("salt").isEmpty()) {
      throw new JinjaException(
          "\"password_hash\" without a salt would differ at each apply; give one of 16 letters and"
              + " digits");
    }
    if (!a.text("salt").matches("[./0-9A-Za-z]{1,16}")) {
      throw new JinjaException(
          "\"password_hash\" takes a salt of 1 to 16 letters, digits, . and /");
    }
    int rounds = a.given("rounds") ? a.whole("rounds") : 0;
    // Ansible writes no rounds where passlib's default is asked for; crypt(3) then takes its own.
    if (rounds == (sha512 ? 656_000 : 535_000)) {
      rounds = 0;
    }
    if (rounds != 0 && (rounds < 1_000 || rounds > MAX_ROUNDS)) {
      throw new JinjaException("\"password_hash\" takes 1000 to 1000000 rounds");
    }
    String password = Values.text(value);
    if (password.length() > 512 || password.indexOf('\0') >= 0) {
      throw new JinjaException("\"password_hash\" takes a password of up to 512 characters");
    }
    a.runtime().spend(10L * (rounds == 0 ? 5_000 : rounds));
    return Crypt.sha(sha512, password, a.text("salt"), rounds);
  }
}
