extension HTMLReport {
    /// Filters rows and documents by words and by what they hold; the page does without it.
    static let script = """
        (() => {
          const form = document.querySelector('.tools');
          const words = form.querySelector('input[type=search]');
          const boxes = [...form.querySelectorAll('input[type=checkbox]')];
          const count = form.querySelector('output');
          const works = [...document.querySelectorAll('.work')].map(work => ({
            work, rows: [...work.querySelectorAll('.row')]
          }));
          const entries = [...document.querySelectorAll('.list tbody')];
          const texts = new WeakMap();
          const text = element => {
            if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase());
            return texts.get(element);
          };
          form.hidden = false;
          form.addEventListener('submit', event => event.preventDefault());
          function apply() {
            const wanted = words.value.trim().toLowerCase().split(/\\s+/).filter(Boolean);
            const classes = boxes.filter(box => box.checked).map(box => box.value);
            const fits = element =>
              classes.every(name => element.classList.contains(name)) &&
              wanted.every(word => text(element).includes(word));
            const active = wanted.length > 0 || classes.length > 0;
            document.body.classList.toggle('filtered', active);
            let shown = 0;
            for (const { work, rows } of works) {
              let any = false;
              for (const row of rows) {
                const keep = !active || fits(row);
                row.hidden = !keep;
                if (keep) { any = true; shown += 1; }
              }
              work.hidden = active && !any;
            }
            for (const entry of entries) {
              const link = entry.querySelector('a');
              const section = link && document.getElementById(link.hash.slice(1));
              entry.hidden = active && !(fits(entry) || (section && !section.hidden));
            }
            const listed = entries.filter(entry => !entry.hidden).length;
            count.textContent = active
              ? `${shown} ${shown === 1 ? 'place' : 'places'} in ${listed} ${listed === 1 ? 'document' : 'documents'}`
              : '';
          }
          let timer;
          words.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(apply, 120); });
          for (const box of boxes) box.addEventListener('change', apply);
          document.addEventListener('keydown', event => {
            if (event.key === '/' && document.activeElement !== words) {
              event.preventDefault();
              words.focus();
            } else if (event.key === 'Escape' && document.activeElement === words) {
              words.value = '';
              apply();
            }
          });
          apply();
        })();
        """
}
