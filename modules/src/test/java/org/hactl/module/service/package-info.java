@NullMarked
package org.hactl.module.service;

import org.jspecify.annotations.NullMarked;
