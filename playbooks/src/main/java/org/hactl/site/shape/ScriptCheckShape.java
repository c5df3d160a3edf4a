package org.hactl.site.shape;

import org.hactl.host.CheckSpec;
import org.hactl.site.shape.CheckShape.Kind;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code script} of a check. */
final class ScriptCheckShape {
  static final Shape<Kind> SHAPE =
      Shape.either(
          CommandShape.SHAPE.map(
              words -> (at, timing) -> new CheckSpec.Script(at, words, null, false, timing)),
          map());

  private ScriptCheckShape() {}

  private static Shape<Kind> map() {
    Fields f = new Fields("A command that the directors run; 0 is healthy");
    var command = f.required("command", CommandShape.SHAPE, "The program with its arguments");
    var user = f.optional("user", HookShape.USER, "The user that it runs as; root if left out");
    var weight =
        f.optional(
            "weight",
            Shape.bool(),
            false,
            "Whether an exit code from 2 to 255 is no failure but sets the weight: the code less"
                + " 2");
    return f.into(v ->
        (at, timing) ->
            new CheckSpec.Script(
                at, v.get(command), v.get(user).orElse(null), v.get(weight), timing));
  }
}
