/** Links and layouts as immutable values, and how they are read from and written as JSON. */
package io.jenkins.plugins.intoto.engine.model;
