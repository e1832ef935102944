#!/usr/bin/env node
import '../dist/canal-lint.js';
