package org.hactl.site.model;

import org.hactl.module.Resource;
import org.hactl.yaml.Mark;

/**
 * A resource that the site's {@code hosts} ask for on one host.
 *
 * @param by the group or host whose entry asks for it
 */
public record Declared(Resource resource, String by, Mark at) {}
