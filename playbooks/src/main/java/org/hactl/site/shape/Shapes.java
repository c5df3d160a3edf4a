package org.hactl.site.shape;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.ipvs.CheckMarks;
import org.hactl.site.model.SiteAddresses;
import org.hactl.yaml.Shape;

/** Shapes of single values that several keys have. */
public final class Shapes {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
  public static final String NAME_RULE =
      "a name has only letters, digits, _ . and -, begins with a letter or digit, and has at most"
          + " 63 characters";

  private static final Pattern INTERFACE = Pattern.compile("[^/\\s:]{1,15}");

  public static final Shape<InetAddress> ADDRESS =
      parsed("an address such as 192.168.0.254", SiteAddresses::parse);

  static final Shape<InetPrefix> PREFIX =
      parsed(
          "an address with or without a prefix, such as 192.168.0.254/24",
          SiteAddresses::parsePrefix);

  /** A firewall mark that an operator chooses. */
  static final Shape<Integer> MARK = Shape.integer(1, Integer.MAX_VALUE).map(Shapes::mark);

  static final Shape<String> INTERFACE_NAME =
      matching("the name of a network interface such as eth0, at most 15 characters", INTERFACE);

  static final Shape<Integer> PORT = Shape.integer(1, 65_535);

  private Shapes() {}

  /** Whether a text is a valid name for a virtual router, a service or the site. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static <T> Shape<T> parsed(String expected, Function<String, Optional<T>> parser) {
    return Shape.text(
        expected, text -> parser.apply(text).orElseThrow(IllegalArgumentException::new));
  }

  static Shape<String> matching(String expected, Pattern pattern) {
    return parsed(expected, text -> Optional.of(text).filter(pattern.asMatchPredicate()));
  }

  private static int mark(int mark) {
    if (CheckMarks.contains(mark)) {
      throw new IllegalArgumentException(
          "the marks from %d to %d are those of checks via: vip"
              .formatted(CheckMarks.FIRST, CheckMarks.FIRST + CheckMarks.COUNT - 1));
    }
    return mark;
  }
}
